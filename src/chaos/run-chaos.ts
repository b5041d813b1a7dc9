import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { BatchesInFlight } from './faults/batches-in-flight.js';
import { injectFaults } from './faults/inject-faults.js';
import { untilServerAnswers } from './faults/until-server-answers.js';
import { type ChaosClip, makeChaosClips } from './jobs/chaos-clips.js';
import { driveJobs } from './jobs/drive-jobs.js';
import { runJob, type RunJobDeps } from './jobs/run-job.js';
import type { ChaosEvent } from './log/log-entry.js';
import { findLeftovers } from './observe/leftovers.js';
import { subscribe } from './observe/message-subscriber.js';
import { createVideoReader, recordEnds } from './observe/record-ends.js';
import { planFaults } from './plan/plan-faults.js';
import { planJobs } from './plan/plan-jobs.js';
import { BATCH_FRAMES } from '../contracts/batch-frames.js';
import { seededRandom } from '../domain/seeded-random.js';
import { type DisturbedStack, startDisturbedStack } from './start-disturbed-stack.js';

export interface ChaosRequest {
  readonly seed: number;
  readonly minutes: number;
  /** Uploads at most. */
  readonly jobs: number;
  /** An empty directory for everything of the run. */
  readonly directory: string;
  readonly ffmpeg: string;
  readonly record: (event: ChaosEvent) => void;
  /** Takes a line about how far it is. */
  readonly say: (line: string) => void;
}

/** A lost event is found by the reconcile schedule within two minutes; a poisoned batch needs as long to say so. */
const BOUND_MS = 300_000;
/** The last uploads come while there are still faults to meet. */
const LAST_UPLOAD_MS = 20_000;

/** Jobs under faults on a stack of its own, from start to end; everything that was seen is recorded. */
export async function runChaos(request: ChaosRequest): Promise<void> {
  const { seed, minutes, directory, ffmpeg, say } = request;
  const uploaded = new Set<string>();
  const record = (event: ChaosEvent): void => {
    if (event.type === 'upload' && event.accepted) uploaded.add(event.jobId);
    if (event.type === 'attempt') batches.accept(event);
    request.record(event);
  };
  const batches = new BatchesInFlight();
  record({ type: 'run', seed, minutes, batchFrames: BATCH_FRAMES.min, boundMs: BOUND_MS });
  const clips = await makeChaosClips(ffmpeg, directory);
  for (const { name, frames, expected } of clips) record({ type: 'input', name, frames, expected });
  say('Starting a stack behind the fault proxy …');
  const stack = await startDisturbedStack({
    directory,
    // Its small clips are cut as large ones are.
    batchFrames: BATCH_FRAMES.min,
    random: seededRandom(seed + 1),
    record,
  });
  try {
    const subscription = await subscribe(stack.servers, stack.stack().topics, (topic, message) => {
      record({ type: 'message', topic, message });
    });
    await disturb(request, stack, { batches, clips, record });
    say('Looking at what is left …');
    await recordAfterwards(request, stack, uploaded, record);
    await subscription.stop();
  } finally {
    await stack.stop();
  }
  record(await findLeftovers(stack.dataDirectory, 'stopped', () => Promise.resolve([])));
}

interface Parts {
  readonly batches: BatchesInFlight;
  readonly clips: readonly ChaosClip[];
  readonly record: (event: ChaosEvent) => void;
}

async function disturb(request: ChaosRequest, stack: DisturbedStack, parts: Parts): Promise<void> {
  const { seed, minutes, jobs, say } = request;
  const { servers, disturbances } = stack;
  const { batches, clips, record } = parts;
  const open = new Set<string>();
  const { http, buckets, queues, temporal } = stack.stack();
  const sourceBucket = buckets.source;
  const plannedMs = minutes * 60_000;
  const deps = { ...servers, http, sourceBucket, eventsQueue: queues.events, batches, record, open };

  say('Undisturbed runs, to compare with …');
  await recordReferences(request, stack, { ...deps, signal: AbortSignal.timeout(BOUND_MS) }, clips);
  const faults = planFaults(seed, minutes);
  const names = clips.flatMap(({ name, weight }) => Array.from({ length: weight }, () => name));
  say(`${faults.length} faults within ${minutes} min …`);
  const client = createTemporalClient({ ...temporal, tls: false });
  const random = seededRandom(seed + 2);
  const untilAnswering = (role: string) => untilServerAnswers(role, { temporal, s3: stack.endpoints.s3 });
  const pids = () => stack.stack().pids;
  try {
    await Promise.all([
      injectFaults(
        { disturbances, batches, record, client, random, pids, untilAnswering, openJobs: () => [...open] },
        faults,
      ),
      driveJobs(
        {
          ...deps,
          clips,
          enough: AbortSignal.timeout(Math.max(plannedMs - LAST_UPLOAD_MS, plannedMs / 2)),
          signal: AbortSignal.timeout(plannedMs + BOUND_MS),
        },
        planJobs(seed, jobs, names),
      ),
    ]);
  } finally {
    await client.connection.close();
  }
}

async function recordReferences(
  { ffmpeg, directory, record }: ChaosRequest,
  { servers, stack }: DisturbedStack,
  deps: RunJobDeps,
  clips: readonly ChaosClip[],
): Promise<void> {
  const undisturbed = { duplicates: { early: 0, late: 0 }, cancelAfterMs: null };
  const readVideos = createVideoReader({ servers, finalBucket: stack().buckets.final, ffmpeg, directory });
  await Promise.all(
    clips
      .filter(({ expected }) => expected === 'completed')
      .map(async (clip) => {
        const [video] = await readVideos(await runJob(deps, clip, undisturbed));
        if (video === undefined) throw new Error(`${clip.name} was not upscaled even without faults.`);
        record({ type: 'reference', input: clip.name, sha256: video.sha256 });
      }),
  );
}

async function recordAfterwards(
  { ffmpeg, directory }: ChaosRequest,
  { servers, stack, dataDirectory }: DisturbedStack,
  uploaded: ReadonlySet<string>,
  record: (event: ChaosEvent) => void,
): Promise<void> {
  const { buckets, temporal } = stack();
  const client = createTemporalClient({ ...temporal, tls: false });
  try {
    const readVideos = createVideoReader({ servers, finalBucket: buckets.final, ffmpeg, directory });
    await recordEnds({ client, readRow: servers.readRow, readVideos, record }, uploaded);
  } finally {
    await client.connection.close();
  }
  const openUploads = () => Promise.all(Object.values(buckets).map(servers.openUploads)).then((lists) => lists.flat());
  record(await findLeftovers(dataDirectory, 'idle', openUploads));
}
