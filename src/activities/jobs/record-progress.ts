import type { RecordProgressInput } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import { jobWriter } from '../job-writer.js';

/** Frames are upscaled while PROCESSING: saying so brings a row back that a reset found FAILED. */
export function createRecordProgress({ table }: { readonly table: JobTable }) {
  return async ({ jobId, frames, during }: RecordProgressInput): Promise<void> => {
    const stage = during === undefined ? ({ status: 'PROCESSING' } as const) : { during };
    await table.update({ jobId, ...stage, frames }, jobWriter());
  };
}
