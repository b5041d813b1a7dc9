import type { JobRow } from '../../contracts/job-row.js';
import { comparisonKey, finalPrefix, posterKey } from '../../contracts/object-keys.js';
import { conflict, type JobRef, type JobsDeps, requireRow } from './jobs-deps.js';

export interface JobResult {
  readonly url: string;
  readonly reportUrl: string;
  /** Where the job made such pictures. */
  readonly posterUrl?: string;
  readonly comparisonUrl?: string;
  /** Where the version that the job read is still there. */
  readonly sourceUrl?: string;
  readonly fileName: string;
  /** Seconds; of all URLs. */
  readonly expiresIn: number;
}

const EXPIRES_IN_SECONDS = 3600;

/** Presigned downloads of a completed job. @throws ApiError 404, 409 */
export async function resultOf(
  { table, store, signer }: Pick<JobsDeps, 'table' | 'store' | 'signer'>,
  job: JobRef,
): Promise<JobResult> {
  const { jobId } = job;
  const row = await requireRow(table, job);
  const { Status, FinalBucket: bucket, FinalKey, ReportKey } = row;
  if (Status !== 'COMPLETED' || FinalKey === undefined || ReportKey === undefined) {
    throw conflict(`Job ${jobId} is ${Status}; only a COMPLETED job has a result.`);
  }
  const present = new Set<string>();
  for await (const { key } of store.list(bucket, finalPrefix(jobId))) present.add(key);
  const sign = (key: string) =>
    signer.signGet({ bucket, key }, { fileName: nameOf(key), expiresInSeconds: EXPIRES_IN_SECONDS });
  const signPresent = async (key: string) => (present.has(key) ? (await sign(key)).url : undefined);
  const [video, report, sourceUrl, posterUrl, comparisonUrl] = await Promise.all([
    sign(FinalKey),
    sign(ReportKey),
    signSource({ store, signer }, row),
    signPresent(posterKey(jobId)),
    signPresent(comparisonKey(jobId)),
  ]);
  return {
    url: video.url,
    reportUrl: report.url,
    ...(sourceUrl !== null && { sourceUrl }),
    ...(posterUrl !== undefined && { posterUrl }),
    ...(comparisonUrl !== undefined && { comparisonUrl }),
    fileName: nameOf(FinalKey),
    expiresIn: Math.min(video.expiresInSeconds, report.expiresInSeconds),
  };
}

async function signSource(
  { store, signer }: Pick<JobsDeps, 'store' | 'signer'>,
  { SourceBucket: bucket, SourceKey: key, SourceVersionId, SourceETag, VideoName: fileName }: JobRow,
): Promise<string | null> {
  const ref = { bucket, key, ...(SourceVersionId !== 'null' && { versionId: SourceVersionId }) };
  if ((await store.head(ref))?.eTag !== SourceETag) return null;
  return (await signer.signGet(ref, { fileName, expiresInSeconds: EXPIRES_IN_SECONDS })).url;
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
