import { isFinalStatus } from '../../contracts/job.js';
import { finalPrefix, jobPrefix, sourceKey } from '../../contracts/object-keys.js';
import { conflict, type JobRef, type JobsDeps, requireRow } from './jobs-deps.js';

/**
 * Removes a finished job: its intermediates, its result, its upload where that lies under the job's own uuid and is
 * still the one it was made from, and last its row, so that a removal that broke off can be asked for again.
 * @throws ApiError 404, 409
 */
export async function removeJob(
  { table, store }: Pick<JobsDeps, 'table' | 'store'>,
  job: JobRef,
): Promise<{ readonly jobId: string }> {
  const { jobId } = job;
  const row = await requireRow(table, job);
  if (!isFinalStatus(row.Status)) {
    throw conflict(`Job ${jobId} is ${row.Status}; cancel it first, or wait for its end.`);
  }
  await store.removeAll(row.ProcessedBucket, jobPrefix(jobId));
  await store.removeAll(row.FinalBucket, finalPrefix(jobId));
  const source = { bucket: row.SourceBucket, key: row.SourceKey };
  const ownFolder = sourceKey(row.VideoType, jobId, '');
  if (source.key.startsWith(ownFolder) && (await store.head(source))?.eTag === row.SourceETag) {
    await store.removeAll(source.bucket, ownFolder);
  }
  await table.remove(jobId);
  return { jobId };
}
