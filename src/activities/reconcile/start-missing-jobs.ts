import { Context } from '@temporalio/activity';
import type { ReconciledPage, ReconcilePage } from '../../contracts/reconcile.js';
import { SOURCE_PREFIX, UPLOADS_PREFIX } from '../../contracts/object-keys.js';
import { type FoundUpload, startMissing, type StartMissingDeps } from '../../intake/start-missing.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import type { ListedObject } from '../../ports/object-store.js';
import { writeEnd } from '../jobs/record-end.js';
import { jobWriter } from '../job-writer.js';
import { lookAfter } from './look-after.js';

export interface StartMissingJobsDeps extends StartMissingDeps {
  readonly table: JobTable;
  readonly notifier: Notifier;
  readonly sourceBucket: string;
  /** How long ago an upload may be that is still given its job. */
  readonly reconcileDays: number;
}

/** In the order in which their keys sort, so that a key says where a page ended. */
const PREFIXES = [SOURCE_PREFIX, UPLOADS_PREFIX];

/** An upload this young has its event on the way. */
const GRACE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

const UPLOADS_A_PAGE = 500;
/** Old objects cost a line of a listing each. */
const OBJECTS_A_PAGE = 20_000;

/** One page of the listing: every upload in it that has no row gets its workflow. */
export function createStartMissingJobs(deps: StartMissingJobsDeps) {
  return async ({ cursor }: ReconcilePage): Promise<ReconciledPage> => {
    const { uploads, next } = await readPage(deps, cursor);
    const counts = await lookAfter(uploads, (upload) => lookAt(deps, upload));
    return { cursor: next, ...counts };
  };
}

async function lookAt(deps: StartMissingJobsDeps, upload: ListedObject): Promise<boolean> {
  const found = await startMissing(deps, deps.sourceBucket, upload);
  if (found.outcome === 'lost') await recordLost(deps, found);
  return found.outcome !== 'known';
}

async function recordLost(
  deps: StartMissingJobsDeps,
  { job, ended }: Extract<FoundUpload, { readonly outcome: 'lost' }>,
): Promise<void> {
  const { failureType, failureReason } = ended;
  const writer = { ...jobWriter(), runId: ended.runId };
  await deps.table.register(job, writer);
  await writeEnd(deps, job, { status: 'FAILED', failureType, failureReason }, writer);
}

async function readPage(
  { store, sourceBucket, reconcileDays }: StartMissingJobsDeps,
  cursor: string | null,
): Promise<{ uploads: ListedObject[]; next: string | null }> {
  const youngest = Date.now() - GRACE_MS;
  const oldest = Date.now() - reconcileDays * DAY_MS;
  const uploads: ListedObject[] = [];
  let seen = 0;
  for (const prefix of PREFIXES) {
    for await (const object of store.list(sourceBucket, prefix, cursor ?? undefined)) {
      const uploadedMs = object.lastModified.getTime();
      if (uploadedMs >= oldest && uploadedMs <= youngest) uploads.push(object);
      seen += 1;
      if (seen % 1_000 === 0) Context.current().heartbeat();
      if (uploads.length >= UPLOADS_A_PAGE || seen >= OBJECTS_A_PAGE) return { uploads, next: object.key };
    }
  }
  return { uploads, next: null };
}
