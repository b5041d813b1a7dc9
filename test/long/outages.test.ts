import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../../src/chaos/plan/planned-fault.js';
import { TOPICS } from '../../src/contracts/job-message.js';
import { isFinalStatus } from '../../src/contracts/job.js';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { type DisturbedStack, startDisturbedStack } from './support/disturbed-stack.js';
import { createHeldFfmpeg, type HeldFfmpeg, WORK } from './support/held-ffmpeg.js';
import type { JobStack } from './support/job-stack.js';

jest.setTimeout(300_000);

let directory: OwnDirectory;
let held: HeldFfmpeg;
let disturbed: DisturbedStack;
let stack: JobStack;
let clip: string;
let undisturbed: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  disturbed = await startDisturbedStack(directory.path, held.environment);
  ({ stack } = disturbed);
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 40 });
  undisturbed = await stack.finalSha256(await stack.untilStatus(await stack.submit(clip), 'COMPLETED'));
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

/** A job whose batches have begun, and wait. */
async function heldJob(): Promise<string> {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await eventually(() => stack.attemptOf(jobId, 'upscaleBatch'));
  return jobId;
}

async function expectSameVideo(jobId: string): Promise<void> {
  const row = await stack.untilStatus(jobId, 'COMPLETED');
  expect(await stack.finalSha256(row)).toBe(undisturbed);
  expect(row).toMatchObject({ Frames: { Total: 40, Extracted: 40, Processed: 40 } });
}

/** No job can end while it lasts. */
async function during(kind: FaultKind, seconds: number, jobs: () => Promise<readonly string[]>): Promise<void> {
  await disturbed.begin(kind);
  const over = delay(seconds * 1_000);
  const jobIds = await jobs();
  await over;
  for (const jobId of jobIds) {
    const row = await stack.aws.row(jobId);
    expect(row === null || !isFinalStatus(row.Status)).toBe(true);
  }
  await disturbed.end(kind);
  const beganMs = Date.now();
  for (const jobId of jobIds) await expectSameVideo(jobId);
  process.stdout.write(`${kind} for ${seconds} s: all jobs completed ${Date.now() - beganMs} ms later\n`);
}

test('SNS is away for a minute: jobs wait, and every stage is told once, in order', async () => {
  const running = await heldJob();
  const ofArriving = [await stack.aws.subscribe(TOPICS), await stack.aws.subscribe(TOPICS)];
  const ofRunning = await stack.aws.subscribe(TOPICS);
  let arrived: string[] = [];
  await during('messaging 500', 60, async () => {
    await held.release();
    arrived = await Promise.all(ofArriving.map(() => stack.submit(clip)));
    return [running, ...arrived];
  });

  const told = (await ofRunning.untilCompletion(running)).map(({ status }) => status);
  expect(told).toEqual(['RECOMPOSING', 'COMPLETED']);
  for (const [index, messages] of ofArriving.entries()) {
    const sent = await messages.untilCompletion(arrived[index] ?? '');
    expect(sent.map(({ status }) => status)).toEqual(['INITIATED', 'PROCESSING', 'RECOMPOSING', 'COMPLETED']);
  }
});

test('DynamoDB throttles every request for a while: jobs wait, and end with the same video', async () => {
  const running = await heldJob();
  await during('dynamodb throttled', 20, async () => {
    await held.release();
    return [running, await stack.submit(clip)];
  });
});

test('S3 asks everybody to slow down for a while: the job waits, and ends with the same video', async () => {
  const running = await heldJob();
  await during('s3 503 SlowDown', 20, async () => {
    await held.release();
    return [running];
  });
  const attempts = await stack.attempts(running, 'batches/00000000.attempts/');
  // Missing infrastructure is no fault of a batch.
  expect(attempts.flatMap(({ earlierFaults }) => earlierFaults)).toEqual([]);
});

test('Temporal is killed in mid-job: the job goes on, and ends with the same video', async () => {
  const running = await heldJob();
  const temporal = await stack.pid('temporal');
  process.kill(temporal, 'SIGKILL');
  await eventually(async () => ((await stack.pid('temporal')) === temporal ? null : true));
  await held.release();
  await expectSameVideo(running);
});
