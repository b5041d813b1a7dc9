import type { RecordEndInput } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { jobMessage } from '../job-message.js';
import { jobWriter } from '../job-writer.js';

interface Deps {
  readonly table: JobTable;
  readonly notifier: Notifier;
}

export function createRecordEnd({ table, notifier }: Deps) {
  return async ({ job, end }: RecordEndInput): Promise<void> => {
    const writer = jobWriter();
    const message = jobMessage({ job, topic: 'completion', status: end.status, runId: writer.runId });
    if (end.status === 'COMPLETED') {
      const { frames, finalKey, reportKey } = end;
      await table.update({ jobId: job.jobId, status: 'COMPLETED', frames, finalKey, reportKey }, writer);
      await notifier.publish('completion', { ...message, frames, finalBucket: job.finalBucket, finalKey, reportKey });
    } else {
      const { failureType, failureReason } = end;
      await table.update({ jobId: job.jobId, status: 'FAILED', failure: { failureType, failureReason } }, writer);
      await notifier.publish('completion', { ...message, failureType, failureReason });
    }
  };
}
