import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { createHeldFfmpeg, type HeldFfmpeg, WORK } from './support/held-ffmpeg.js';
import { JobStack } from './support/job-stack.js';
import { temporaryFiles, toolsWorkingIn } from './support/leftovers.js';

jest.setTimeout(240_000);

/** Heartbeat timeout of a batch, and what noticing and starting again may add: what users are told. */
const PROMISED_MS = 15_000 + 5_000;
/** A machine that others keep busy gets three times as long. */
const AGAIN_WITHIN_MS = 3 * PROMISED_MS;

/** A job and its second attempt take half a minute. */
const KILLS = 5;

let directory: OwnDirectory;
let held: HeldFfmpeg;
let stack: JobStack;
let clip: string;
let undisturbed: string;
/** Of as many batches as a worker takes at a time: held, they do not make way for others. */
let short: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  stack = await JobStack.start(directory.path, [], held.environment);
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 150 });
  short = await makeClip(directory.path, { name: 'short.mp4', frames: 40 });
  undisturbed = await stack.finalSha256(await stack.untilStatus(await stack.submit(clip), 'COMPLETED'));
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

const attemptsAt = (jobId: string, firstFrame: number) =>
  stack.attempts(jobId, `batches/${String(firstFrame).padStart(8, '0')}.attempts/`);

/** The batch from this frame runs, and its encoder waits. */
async function untilHeld(jobId: string, firstFrame: number): Promise<void> {
  await eventually(async () => ((await attemptsAt(jobId, firstFrame)).length > 0 ? true : null));
  await held.untilHeld();
}

async function expectSameVideo(jobId: string): Promise<void> {
  expect(await stack.finalSha256(await stack.untilStatus(jobId, 'COMPLETED'))).toBe(undisturbed);
  await eventually(() => Promise.resolve(toolsWorkingIn(directory.path).length === 0 ? true : null));
  await eventually(() => Promise.resolve(temporaryFiles(directory.path).length === 0 ? true : null));
  expect(await stack.openUploads()).toBe(0);
}

test.each([
  ['first', 0],
  ['a middle', 64],
  ['the last', 128],
])('a GPU worker killed in %s batch: the batch runs again in time, and the video is the same', async (_, frame) => {
  const jobId = await stack.submit(clip);
  await eventually(async () => ((await attemptsAt(jobId, frame)).length > 0 ? true : null));
  const killedMs = Date.now();
  process.kill(await stack.pid('gpu-worker-1'), 'SIGKILL');
  const again = await eventually(async () => (await attemptsAt(jobId, frame)).at(1) ?? null);
  const tookMs = Date.parse(again.startedAt) - killedMs;
  process.stdout.write(`killed → its batch runs again: ${tookMs} ms (promised: ${PROMISED_MS})\n`);

  expect(tookMs).toBeLessThan(AGAIN_WITHIN_MS);
  expect(again.earlierFaults).toHaveLength(1);
  await expectSameVideo(jobId);
});

/** Milliseconds lie between the two objects. A job whose worker was killed too late ends well, and another is tried. */
async function killedBetween(role: string, written: string, manifest: string): Promise<string> {
  const { buckets } = await stack.stack();
  for (let time = 1; time <= KILLS; time += 1) {
    const jobId = await stack.submit(clip);
    const worker = await stack.pid(role);
    const at = (key: string): string => join(directory.path, 's3', buckets.processed, 'jobs', jobId, key);
    while (!existsSync(at(written))) await delay(1);
    process.kill(worker, 'SIGKILL');
    if (!existsSync(at(manifest))) return jobId;
    await expectSameVideo(jobId);
  }
  throw new Error(`${manifest} was there before its worker was killed, ${KILLS} times.`);
}

test.each([
  ['a batch', 'gpu-worker-1', 'processed_frames/segment-00000064.nut', 'checkpoints/batches/00000064.json'],
  ['the extraction', 'media-worker', 'frames/segment-00000128.nut', 'checkpoints/extraction.json'],
  ['the result', 'media-worker', 'checkpoints/output.mp4', 'checkpoints/recomposition.json'],
])(
  '%s was written when its worker was killed, but not its manifest: the video is the same',
  async (_, role, written, manifest) => {
    await expectSameVideo(await killedBetween(role, written, manifest));
  },
);

test.each([
  ['extraction', WORK.extracting, 'extraction.attempts/'],
  ['recomposition', WORK.recomposing, 'recomposition.attempts/'],
])('a media worker killed during %s leaves no tool, and the video is the same', async (_, text, attempts) => {
  await held.hold(text);
  const jobId = await stack.submit(clip);
  await eventually(async () => ((await stack.attempts(jobId, attempts)).length > 0 ? true : null));
  await held.untilHeld();
  process.kill(await stack.pid('media-worker'), 'SIGKILL');
  await eventually(() => Promise.resolve(toolsWorkingIn(directory.path).length === 0 ? true : null));
  await held.release();

  await expectSameVideo(jobId);
});

test('a GPU worker told to stop exits with 0, hands its batch back, and that never uses up its patience', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(short);
  for (let time = 1; time <= 5; time += 1) {
    await eventually(async () => ((await attemptsAt(jobId, 0)).length === time ? true : null));
    await untilHeld(jobId, 0);
    const worker = await stack.pid('gpu-worker-1');
    process.kill(worker, 'SIGTERM');
    await eventually(async () => ((await stack.pid('gpu-worker-1')) === worker ? null : true));
  }
  await held.release();

  await stack.said('gpu-worker-1 ended (code 0)');
  const attempts = await attemptsAt(jobId, 0);
  expect(attempts.slice(0, 5).map(({ end }) => end?.result)).toEqual(Array(5).fill('drained'));
  expect(attempts.at(-1)?.earlierFaults).toEqual([]);
  await stack.untilStatus(jobId, 'COMPLETED');
});

test('a batch that always kills its worker ends its job with a sentence that names its frames', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(short);
  for (let time = 1; time <= 4; time += 1) {
    await eventually(async () => ((await attemptsAt(jobId, 0)).length === time ? true : null), 90_000);
    process.kill(await stack.pid('gpu-worker-1'), 'SIGKILL');
  }
  const row = await stack.untilEnd(jobId);
  expect(row).toMatchObject({
    Status: 'FAILED',
    FailureReason: expect.stringMatching(
      /^Upscaling frames \d+ to \d+ failed 4 times .* the worker was killed, or its machine was lost$/,
    ) as string,
  });

  await held.release();
  await stack.post(jobId, 'retry');
  await eventually(async () => ((await stack.aws.row(jobId))?.Status === 'COMPLETED' ? true : null));
});
