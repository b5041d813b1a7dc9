import { FailureType } from '../contracts/failures.js';
import type { JobRow } from '../contracts/job-row.js';
import { workflowIdOf } from '../contracts/temporal-names.js';
import type { JobOutcome } from '../ports/job-control.js';
import type { JobTable } from '../ports/job-table.js';
import type { ListedObject } from '../ports/object-store.js';
import type { JudgedUpload } from './judge-upload.js';
import { parseUploadKey } from './parse-upload-key.js';
import { judgeSeen, startJudged, type StartUploadDeps } from './start-upload.js';

export interface StartMissingDeps extends StartUploadDeps {
  readonly table: Pick<JobTable, 'get'>;
}

export type FoundUpload =
  | { readonly outcome: 'known' | 'started' }
  /** Its workflow was ended from outside before it wrote anything: the row is missing for good. */
  | {
      readonly outcome: 'lost';
      readonly job: JudgedUpload['job'];
      readonly ended: Extract<JobOutcome, { readonly state: 'failed' }>;
    };

/**
 * Gives an object that was listed its job where it has none. What an event does at the same time is no matter: both
 * start the same workflow, and one of them is told so.
 */
export async function startMissing(
  deps: StartMissingDeps,
  bucket: string,
  { key, eTag, sizeBytes }: ListedObject,
): Promise<FoundUpload> {
  const isOf = (row: JobRow | null) => row?.SourceKey === key && row.SourceETag === eTag;
  const idInKey = parseUploadKey(key)?.jobId ?? null;
  if (idInKey !== null && isOf(await deps.table.get(idInKey))) return { outcome: 'known' };

  const judged = await judgeSeen(deps, { bucket, key, versionId: null, eTag, sizeBytes });
  if (judged === null || isOf(await deps.table.get(judged.derivedJobId))) return { outcome: 'known' };
  const { outcome, jobId } = await startJudged(deps.control, judged);
  if (outcome === 'started') return { outcome };
  const ended = await deps.control.outcomeOf(workflowIdOf(jobId));
  if (ended?.state !== 'failed' || !END_FROM_OUTSIDE.has(ended.failureType)) return { outcome: 'known' };
  // A row that was there once was removed on purpose.
  if (await deps.control.hasBegun(workflowIdOf(jobId), ended.runId)) return { outcome: 'known' };
  return { outcome: 'lost', job: { ...judged.job, jobId }, ended };
}

const END_FROM_OUTSIDE: ReadonlySet<FailureType> = new Set([FailureType.Terminated, FailureType.TimedOut]);
