import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { createHeldFfmpeg, type HeldFfmpeg, WORK } from './support/held-ffmpeg.js';
import { JobStack } from './support/job-stack.js';
import { temporaryFiles, toolsWorkingIn } from './support/leftovers.js';

jest.setTimeout(240_000);

/** What users are told; a machine that others keep busy gets three times as long. */
const PROMISED_MS = 15_000;
const WITHIN_MS = 3 * PROMISED_MS;
/** Counting their bytes takes an emulator some tenths of a second. */
const MANY_OBJECTS = 4_000;

let directory: OwnDirectory;
let held: HeldFfmpeg;
let stack: JobStack;
let clip: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  stack = await JobStack.start(directory.path, [], held.environment);
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 70 });
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

/** Cancels and checks what is promised; resolves with how long it took. */
async function expectCancelled(jobId: string, onCancelled: () => void = () => undefined): Promise<void> {
  const cancelledMs = Date.now();
  await stack.post(jobId, 'cancel');
  onCancelled();
  const row = await stack.untilEnd(jobId);
  expect(row).toMatchObject({ Status: 'FAILED', FailureType: 'Cancelled' });
  await eventually(() => Promise.resolve(toolsWorkingIn(directory.path).length === 0 ? true : null));
  await eventually(() => Promise.resolve(temporaryFiles(directory.path).length === 0 ? true : null));
  const tookMs = Date.now() - cancelledMs;
  process.stdout.write(
    `${expect.getState().currentTestName ?? ''}: ended and cleaned up in ${tookMs} ms (promised: ${PROMISED_MS})\n`,
  );
  expect(tookMs).toBeLessThan(WITHIN_MS);
  expect(await stack.openUploads()).toBe(0);
}

function untilRunning(jobId: string, activity: string): Promise<number> {
  return eventually(() => stack.attemptOf(jobId, activity));
}

test('a job cancelled before a worker has taken it up', async () => {
  const media = await stack.pid('media-worker');
  process.kill(media, 'SIGSTOP');
  try {
    const jobId = await stack.submit(clip);
    await stack.untilStatus(jobId, 'INITIATED');
    await expectCancelled(jobId, () => process.kill(media, 'SIGCONT'));
  } finally {
    process.kill(media, 'SIGCONT');
  }
});

test('a job cancelled while its frames are extracted', async () => {
  await held.hold(WORK.extracting);
  const jobId = await stack.submit(clip);
  await untilRunning(jobId, 'extractFrames');
  await held.untilHeld();
  await expectCancelled(jobId);
});

test('a job cancelled while its batches are upscaled', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await untilRunning(jobId, 'upscaleBatch');
  await held.untilHeld();
  await expectCancelled(jobId);
});

test('a job cancelled while its video is put together', async () => {
  await held.hold(WORK.recomposing);
  const jobId = await stack.submit(clip);
  await untilRunning(jobId, 'recomposeVideo');
  await held.untilHeld();
  await expectCancelled(jobId);
});

test('a job cancelled while its result is verified', async () => {
  await held.hold(WORK.recomposing);
  const jobId = await stack.submit(clip);
  await held.untilHeld();
  const { buckets } = await stack.stack();
  // Verifying takes milliseconds, and longer where there is much to count; the object store stands still as soon as it publishes.
  const ballast = join(directory.path, 's3', buckets.processed, 'jobs', jobId, 'ballast');
  await mkdir(ballast);
  for (let file = 0; file < MANY_OBJECTS; file += 1) await writeFile(join(ballast, String(file)), '');
  const s3 = await stack.pid('s3');
  await held.release();
  const published = join(directory.path, 's3', buckets.final, 'data/final', jobId);
  while (!existsSync(published)) await delay(1);
  process.kill(s3, 'SIGSTOP');
  try {
    await untilRunning(jobId, 'verifyOutput');
    // Longer than the time between heartbeats, by which an activity learns that it was cancelled.
    const continued = delay(4_000).then(() => process.kill(s3, 'SIGCONT'));
    await expectCancelled(jobId);
    await continued;
    expect(await stack.aws.keys('final', `data/final/${jobId}/report`)).toEqual([]);
  } finally {
    process.kill(s3, 'SIGCONT');
  }
});

test('a job cancelled while its worker does not answer ends Cancelled too, and the worker leaves nothing', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await held.untilHeld();
  const gpu = await stack.pid('gpu-worker-1');
  process.kill(gpu, 'SIGSTOP');
  try {
    await stack.post(jobId, 'cancel');
    // What ends the job is the timeout of a heartbeat.
    expect(await stack.untilEnd(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'Cancelled' });
  } finally {
    process.kill(gpu, 'SIGCONT');
  }
  await eventually(() => Promise.resolve(toolsWorkingIn(directory.path).length === 0 ? true : null));
  await eventually(() => Promise.resolve(temporaryFiles(directory.path).length === 0 ? true : null));
});
