import { Runtime } from '@temporalio/worker';
import { FailureType } from '../contracts/failures.js';
import { METRICS } from '../contracts/metrics.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';

/**
 * Has the counters of jobs' ends begin at nought, with the labels that `recordEnd` gives them: what Prometheus first sees
 * as one has not risen for it, and the first failure of each type would be missed.
 */
export function beginCounters(namespace: string): void {
  const { name, help } = METRICS.jobsEnded;
  const counter = Runtime.instance().metricMeter.createCounter(name.replace(/_total$/, ''), undefined, help);
  const ofActivity = { namespace, taskQueue: TASK_QUEUES.jobs, activityType: 'recordEnd' };
  counter.add(0, { ...ofActivity, status: 'COMPLETED', failureType: '' });
  for (const failureType of Object.values(FailureType))
    counter.add(0, { ...ofActivity, status: 'FAILED', failureType });
}
