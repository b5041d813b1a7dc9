import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { METRICS } from '../contracts/metrics.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import type { TaskQueues } from '../ports/task-queues.js';

const EVERY_MS = 15_000;

/**
 * Measures now and then what waits in each task queue. A Temporal that does not answer leaves the figures as they were.
 * @returns ends it
 */
export function reportQueues(queues: Pick<TaskQueues, 'waitingIn'>, log: Logger, everyMs = EVERY_MS): () => void {
  const meter = Runtime.instance().metricMeter;
  const depth = meter.createGauge(METRICS.queueDepth.name, 'int', undefined, METRICS.queueDepth.help);
  const { name, help } = METRICS.queueOldestTask;
  const oldestTask = meter.createGauge(name, 'int', undefined, help);
  const report = async (): Promise<void> => {
    for (const taskQueue of Object.values(TASK_QUEUES)) {
      const { backlog, oldestTaskSeconds } = await queues.waitingIn(taskQueue);
      depth.set(backlog, { taskQueue });
      oldestTask.set(oldestTaskSeconds, { taskQueue });
    }
  };
  const reportOrTell = (): void => {
    report().catch((error: unknown) => {
      log.warn({ err: error }, 'what waits in the task queues is not known');
    });
  };
  reportOrTell();
  const timer = setInterval(reportOrTell, everyMs).unref();
  return () => {
    clearInterval(timer);
  };
}
