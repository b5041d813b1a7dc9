import type { RecordProgressInput } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import { jobWriter } from '../job-writer.js';

export function createRecordProgress({ table }: { readonly table: JobTable }) {
  return async ({ jobId, frames }: RecordProgressInput): Promise<void> => {
    await table.update({ jobId, frames }, jobWriter());
  };
}
