import type { RegisterJobInput } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { jobMessage } from '../job-message.js';
import { jobWriter } from '../job-writer.js';

interface Deps {
  readonly table: JobTable;
  readonly notifier: Notifier;
}

/** A refused job gets its row and, at its end, its completion message; there is no extraction to announce. */
export function createRegisterJob({ table, notifier }: Deps) {
  return async ({ job }: RegisterJobInput): Promise<void> => {
    const writer = jobWriter();
    await table.register(job, writer);
    if (job.refusal !== undefined) return;
    const message = jobMessage({ job, topic: 'extraction', status: 'INITIATED', runId: writer.runId });
    await notifier.publish('extraction', message);
  };
}
