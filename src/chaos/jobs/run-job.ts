import { setTimeout as delay } from 'node:timers/promises';

import { isFinalStatus } from '../../contracts/job.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { BatchesInFlight } from '../faults/batches-in-flight.js';
import type { ChaosEvent } from '../log/log-entry.js';
import type { PlannedJob } from '../plan/plan-jobs.js';
import type { ChaosClip } from './chaos-clips.js';
import { deliverAgain, placeUpload, putUpload, type Upload, type UploadDeps } from './upload.js';

export interface RunJobDeps extends UploadDeps {
  readonly readRow: (jobId: string) => Promise<JobRow | null>;
  /** Address of the HTTP front. */
  readonly http: string;
  readonly batches: BatchesInFlight;
  readonly record: (event: ChaosEvent) => void;
  /** Aborted when jobs have had all the time they get. */
  readonly signal: AbortSignal;
  /** Jobs that may run, while they may. */
  readonly open: Set<string>;
}

const LOOK_EVERY_MS = 500;
/** A job that ran out of patience is tried again by whoever looks after it; but not for ever. */
const RETRIES = 3;

/** One upload from its beginning to an end that nobody wants to change any more; resolves with its job's id. */
export async function runJob(deps: RunJobDeps, clip: ChaosClip, plan: Omit<PlannedJob, 'input'>): Promise<string> {
  const upload = await untilUploaded(deps, clip);
  const { jobId } = upload;
  deps.open.add(jobId);
  try {
    if (plan.duplicates.early > 0) await duplicate(deps, upload, plan.duplicates.early);
    let row =
      plan.cancelAfterMs === null
        ? await untilEnded(deps, jobId, null)
        : await cancelAfter(deps, jobId, plan.cancelAfterMs);
    for (let retries = 0; retries < RETRIES && isWorthRetrying(clip, row); retries += 1) {
      await retry(deps, row);
      row = await untilEnded(deps, jobId, row);
    }
    if (plan.duplicates.late > 0) await duplicate(deps, upload, plan.duplicates.late);
  } finally {
    deps.open.delete(jobId);
  }
  return jobId;
}

async function untilUploaded(deps: RunJobDeps, clip: ChaosClip): Promise<Upload> {
  for (;;) {
    deps.signal.throwIfAborted();
    const upload = placeUpload(clip);
    const accepted = await putUpload(deps, clip, upload);
    deps.record({ type: 'upload', jobId: upload.jobId, input: clip.name, accepted });
    if (accepted) return upload;
    await pause(deps, LOOK_EVERY_MS);
  }
}

async function duplicate(deps: RunJobDeps, upload: Upload, times: number): Promise<void> {
  await deliverAgain(deps, upload, times);
  deps.record({ type: 'delivery', jobId: upload.jobId, times });
}

async function cancelAfter(deps: RunJobDeps, jobId: string, afterMs: number): Promise<JobRow | null> {
  await pause(deps, afterMs);
  const watch = deps.batches.watch((batch) => batch.jobId === jobId);
  const cancelled = await cancel(deps, jobId);
  const row = await untilEnded(deps, jobId, null);
  const batches = watch.end();
  if (cancelled) deps.record({ type: 'cancelled', jobId, batches });
  return row;
}

/** The end after `last`, which was the last one. null: there was none in time. */
async function untilEnded(deps: RunJobDeps, jobId: string, last: JobRow | null): Promise<JobRow | null> {
  while (!deps.signal.aborted) {
    const row = await deps.readRow(jobId);
    if (row !== null && isFinalStatus(row.Status) && row.RunId !== last?.RunId) return row;
    await pause(deps, LOOK_EVERY_MS);
  }
  return null;
}

function isWorthRetrying({ expected }: ChaosClip, row: JobRow | null): row is JobRow {
  return expected === 'completed' && row?.Status === 'FAILED';
}

/** false: there is no running job to cancel. */
async function cancel(deps: RunJobDeps, jobId: string): Promise<boolean> {
  deps.record({ type: 'operator', jobId, action: 'cancel', reason: 'the plan says so' });
  for (;;) {
    const status = await post(deps, jobId, 'cancel');
    if (isDone(status)) return true;
    if ((status >= 400 && status < 500) || deps.signal.aborted) return false;
    await pause(deps, LOOK_EVERY_MS);
  }
}

/** Again until it is done: a job whose row says that it failed may still be ending, and an answer may be lost. */
async function retry(deps: RunJobDeps, failed: JobRow): Promise<void> {
  const { JobId: jobId, FailureType, FailureReason } = failed;
  deps.record({ type: 'operator', jobId, action: 'retry', reason: `${FailureType ?? ''}: ${FailureReason ?? ''}` });
  while (!deps.signal.aborted && !isDone(await post(deps, jobId, 'retry'))) {
    if ((await deps.readRow(jobId))?.RunId !== failed.RunId) return;
    await pause(deps, LOOK_EVERY_MS);
  }
}

/** Status of the front door's answer; 0 where there was none. */
async function post({ http, signal }: RunJobDeps, jobId: string, action: 'cancel' | 'retry'): Promise<number> {
  try {
    return (await fetch(`${http}/jobs/${jobId}/${action}`, { method: 'POST', signal })).status;
  } catch {
    return 0;
  }
}

function isDone(status: number): boolean {
  return status >= 200 && status < 300;
}

async function pause({ signal }: RunJobDeps, ms: number): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
