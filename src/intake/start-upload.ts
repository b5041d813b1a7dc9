import { isDeepStrictEqual } from 'node:util';
import { FailureType } from '../contracts/failures.js';
import type { JobOptions } from '../contracts/job-options.js';
import type { JobControl } from '../ports/job-control.js';
import type { ObjectRef, ObjectStore, StoredObject } from '../ports/object-store.js';
import { type Deployment, judgeUpload, type JudgedUpload } from './judge-upload.js';
import { parseUploadKey } from './parse-upload-key.js';

export interface StartUploadDeps {
  readonly store: ObjectStore;
  readonly control: JobControl;
  readonly deployment: Deployment;
  /** Where the workers' models are at hand: what keeps a job's from being run. Elsewhere its first batch says so. */
  readonly modelProblems?: (options: JobOptions) => Promise<readonly string[]>;
}

/** An object as an event or a listing tells of it. */
export interface SeenObject extends ObjectRef {
  readonly versionId: string | null;
  readonly eTag: string;
  readonly sizeBytes: number;
}

export interface JobStart {
  readonly outcome: 'started' | 'duplicate';
  readonly jobId: string;
  readonly refused: boolean;
}

export type StartedUpload = JobStart | { readonly outcome: 'ignored' };

/**
 * What becomes of an uploaded object; null for what starts no job.
 * @throws UpreelError `Unavailable` when S3 does not answer: call again
 */
export async function judgeSeen(
  { store, deployment, modelProblems }: Pick<StartUploadDeps, 'store' | 'deployment' | 'modelProblems'>,
  seen: SeenObject,
): Promise<JudgedUpload | null> {
  const location = parseUploadKey(seen.key);
  if (location === null) return null;
  const ref = { bucket: seen.bucket, key: seen.key };
  // Its own version, so that an upload overwritten before its event arrived still gets its job.
  const found = await store.head({ ...ref, versionId: seen.versionId });
  const judged = judgeUpload({ ref, location, object: found ?? asSeen(seen), missing: found === null }, deployment);
  const { job } = judged;
  if (job.refusal !== undefined || modelProblems === undefined) return judged;
  const problems = await modelProblems(job.options);
  if (problems.length === 0) return judged;
  return {
    ...judged,
    job: { ...job, refusal: { failureType: FailureType.ModelUnavailable, reason: problems.join(' ') } },
  };
}

/**
 * Makes sure that a judged upload has its one workflow, however often it is called and from wherever: under the id in
 * its key or, where another source has that one, under its own.
 * @throws UpreelError `Unavailable` when Temporal does not answer: call again
 */
export async function startJudged(control: JobControl, judged: JudgedUpload): Promise<JobStart> {
  const { job, memo, derivedJobId } = judged;
  const refused = job.refusal !== undefined;
  const first = await control.start({ job, memo, run: 'first' });
  if (first.started) return { outcome: 'started', jobId: job.jobId, refused };
  if (job.jobId === derivedJobId || isDeepStrictEqual(first.memo, memo)) {
    return { outcome: 'duplicate', jobId: job.jobId, refused };
  }
  const own = await control.start({ job: { ...job, jobId: derivedJobId }, memo, run: 'first' });
  return { outcome: own.started ? 'started' : 'duplicate', jobId: derivedJobId, refused };
}

function asSeen({ versionId, eTag, sizeBytes }: SeenObject): StoredObject {
  return { versionId, eTag, sizeBytes, contentType: 'application/octet-stream', metadata: {} };
}
