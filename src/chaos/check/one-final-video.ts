import { finalPrefix } from '../../contracts/object-keys.js';
import type { ChaosRecord, JobStory } from './chaos-record.js';
import type { Invariant } from './invariant.js';

const VIDEO = /^data\/final\/([^/]+)\/.+\.(?:mp4|mkv)$/;

export const oneFinalVideo: Invariant = {
  id: 'I2',
  promise: "exactly one final video a completed job, never replaced by another's",
  violations: (record) => [...record.jobs.flatMap(videosOf), ...strangers(record)],
};

function videosOf({ jobId, end, writes }: JobStory): string[] {
  const { row, videos = [] } = end ?? {};
  const wanted = row?.Status === 'COMPLETED' ? 1 : 0;
  const found: string[] = [];
  // A job that was cancelled at the very end may have published its own video already.
  if (wanted === 1 && videos.length !== 1) found.push(`Job ${jobId} has ${videos.length} final videos.`);
  if (wanted === 0 && videos.length > 1) found.push(`Job ${jobId} failed, and has ${videos.length} final videos.`);
  if (wanted === 1 && videos.some(({ key }) => key !== row?.FinalKey)) {
    found.push(`Job ${jobId} says that its video is ${row?.FinalKey ?? 'nowhere'}, and it is not.`);
  }
  const published = writes.filter(
    ({ key, status }) => key.startsWith(finalPrefix(jobId)) && VIDEO.test(key) && status === 200,
  );
  const contents = new Set(published.map(({ eTag }) => eTag));
  if (contents.size > 1) found.push(`Job ${jobId} published ${contents.size} different videos, one over the other.`);
  return found;
}

/** Videos of jobs that nobody uploaded. */
function strangers({ writes, jobs }: ChaosRecord): string[] {
  const known = new Set(jobs.map(({ jobId }) => jobId));
  const ids = writes.flatMap(({ key }) => VIDEO.exec(key)?.[1] ?? []).filter((jobId) => !known.has(jobId));
  return [...new Set(ids)].map((jobId) => `A video was published for ${jobId}, which is no upload's job.`);
}
