import { isFinalStatus } from '../../contracts/job.js';
import { jobIdOfPrefix, JOBS_PREFIX } from '../../contracts/object-keys.js';
import type { ReconciledPage, ReconcilePage } from '../../contracts/reconcile.js';
import { workflowIdOf } from '../../contracts/temporal-names.js';
import type { JobControl } from '../../ports/job-control.js';
import type { JobTable } from '../../ports/job-table.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { lookAfter } from './look-after.js';

export interface RemoveOldIntermediatesDeps {
  readonly control: Pick<JobControl, 'outcomeOf'>;
  readonly table: Pick<JobTable, 'get'>;
  readonly store: Pick<ObjectStore, 'listFolders' | 'removeAll'>;
  readonly processedBucket: string;
  /** After a job's end; null where a lifecycle rule of the bucket does this. */
  readonly intermediateDays: number | null;
}

const DAY_MS = 24 * 3_600_000;
const JOBS_A_PAGE = 200;

/** One page of the jobs that have intermediates. */
export function createRemoveOldIntermediates(deps: RemoveOldIntermediatesDeps) {
  return async ({ cursor }: ReconcilePage): Promise<ReconciledPage> => {
    const { intermediateDays, processedBucket } = deps;
    if (intermediateDays === null) return { cursor: null, changed: 0, failed: 0 };
    const folders: string[] = [];
    for await (const folder of deps.store.listFolders(processedBucket, JOBS_PREFIX, cursor ?? undefined)) {
      folders.push(folder);
      if (folders.length === JOBS_A_PAGE) break;
    }
    const counts = await lookAfter(folders, async (folder) => {
      if (!(await isOver(deps, jobIdOfPrefix(folder), intermediateDays))) return false;
      await deps.store.removeAll(processedBucket, folder);
      return true;
    });
    return { cursor: folders.length === JOBS_A_PAGE ? (folders.at(-1) ?? null) : null, ...counts };
  };
}

/** Without a row the job was removed, and what a late activity still wrote belongs to nobody. */
async function isOver({ table, control }: RemoveOldIntermediatesDeps, jobId: string, days: number): Promise<boolean> {
  const row = await table.get(jobId);
  if (row === null) return (await control.outcomeOf(workflowIdOf(jobId)))?.state !== 'running';
  return isFinalStatus(row.Status) && Date.parse(row.UpdatedAt) < Date.now() - days * DAY_MS;
}
