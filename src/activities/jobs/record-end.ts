import type { RecordEndInput } from '../../contracts/activities.js';
import type { JobTable, Writer } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { activityCounter } from '../activity-metrics.js';
import { jobMessage, type MessagedJob } from '../job-message.js';
import { jobWriter } from '../job-writer.js';

interface Deps {
  readonly table: JobTable;
  readonly notifier: Notifier;
}

export type JobEnd = RecordEndInput['end'];

export function createRecordEnd(deps: Deps) {
  return async ({ job, end }: RecordEndInput): Promise<void> => writeEnd(deps, job, end, jobWriter());
}

/** Row first, then the completion message of the run that ended. */
export async function writeEnd(
  { table, notifier }: Deps,
  job: MessagedJob & { readonly finalBucket: string },
  end: JobEnd,
  writer: Writer,
): Promise<void> {
  const { jobId, finalBucket } = job;
  const message = jobMessage({ job, topic: 'completion', status: end.status, runId: writer.runId });
  if (end.status === 'COMPLETED') {
    const { frames, finalKey, reportKey } = end;
    await table.update({ jobId, status: 'COMPLETED', frames, finalKey, reportKey }, writer);
    await notifier.publish('completion', { ...message, frames, finalBucket, finalKey, reportKey });
    countEnd({ status: 'COMPLETED', failureType: '' });
  } else {
    const { failureType, failureReason } = end;
    await table.update({ jobId, status: 'FAILED', failure: { failureType, failureReason } }, writer);
    await notifier.publish('completion', { ...message, failureType, failureReason });
    countEnd({ status: 'FAILED', failureType });
  }
}

function countEnd(labels: Readonly<Record<'status' | 'failureType', string>>): void {
  activityCounter('jobsEnded').add(1, labels);
}
