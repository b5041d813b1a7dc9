import { TOPICS } from '../contracts/job-message.js';
import { FINAL_PREFIX } from '../contracts/object-keys.js';
import { workflowIdOf } from '../contracts/temporal-names.js';
import type { Observation } from './observation.js';

const VIDEO = /\.(mp4|mkv)$/;

/** What should not be: sentences; none when every upload became one published video, once. */
export function judgeWave(seen: Observation): string[] {
  const uploaded = new Set(seen.uploads.map(({ jobId }) => jobId));
  const rows = countBy(seen.rows.map(({ JobId }) => JobId));
  const runs = countBy(seen.workflows.map(({ workflowId }) => workflowId));
  const videos = countBy(seen.finalKeys.filter((key) => VIDEO.test(key)).map(jobIdOfKey));
  const events = TOPICS.map((topic) => {
    const ofTopic = seen.messages.filter((message) => message.topic === topic);
    const distinct = new Map(ofTopic.map(({ eventId, jobId }) => [eventId, jobId]));
    return { topic, jobs: countBy([...distinct.values()]) };
  });
  const notCompleted = seen.rows.filter(({ Status }) => Status !== 'COMPLETED');
  const notClosed = seen.workflows.filter(({ status }) => status !== 'COMPLETED');
  return [
    ...[...uploaded].flatMap((jobId) => [
      ...unlessOne(rows.get(jobId), `rows of job ${jobId}`),
      ...unlessOne(runs.get(workflowIdOf(jobId)), `workflow runs of job ${jobId}`),
      ...unlessOne(videos.get(jobId), `published videos of job ${jobId}`),
      ...events.flatMap(({ topic, jobs }) => unlessOne(jobs.get(jobId), `${topic} events of job ${jobId}`)),
    ]),
    ...notCompleted.map(({ JobId, Status, FailureReason }) => `Job ${JobId} is ${Status}: ${FailureReason ?? ''}`),
    ...notClosed.map(({ workflowId, status }) => `Workflow ${workflowId} is ${status}.`),
    ...strangers(rows.keys(), uploaded, 'a row'),
    ...strangers(videos.keys(), uploaded, 'a video'),
    ...(seen.deadLetters > 0 ? [`${seen.deadLetters} events became dead letters.`] : []),
  ];
}

function jobIdOfKey(key: string): string {
  return key.slice(FINAL_PREFIX.length).split('/')[0] ?? '';
}

function unlessOne(count: number | undefined, what: string): string[] {
  return count === 1 ? [] : [`There are ${count ?? 0} ${what}, not one.`];
}

function strangers(found: Iterable<string>, uploaded: ReadonlySet<string>, what: string): string[] {
  return [...found]
    .filter((jobId) => !uploaded.has(jobId))
    .map((jobId) => `Nobody uploaded ${jobId}, which has ${what}.`);
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
