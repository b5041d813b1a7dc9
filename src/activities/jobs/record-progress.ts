import type { RecordProgressInput } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import { jobWriter } from '../job-writer.js';

/** Frames move only while PROCESSING: saying so brings a row back that a reset found FAILED. */
export function createRecordProgress({ table }: { readonly table: JobTable }) {
  return async ({ jobId, frames }: RecordProgressInput): Promise<void> => {
    await table.update({ jobId, status: 'PROCESSING', frames }, jobWriter());
  };
}
