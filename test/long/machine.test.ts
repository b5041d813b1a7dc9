import { join } from 'node:path';
import type { AttemptRecord } from '../../src/contracts/attempts.js';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { createHeldFfmpeg, type HeldFfmpeg, processesOf, WORK } from './support/held-ffmpeg.js';
import { JobStack } from './support/job-stack.js';
import { canMount, fillDisk, startOnSmallDisk } from './support/small-disk.js';

jest.setTimeout(240_000);

/** Longer than the timeout of a heartbeat: until then a hung step is alive for Temporal. */
const STALL_SECONDS = 25;
const DISK_MEGABYTES = 64;

const itWithDisk = canMount() ? test : test.skip;

let directory: OwnDirectory;
let held: HeldFfmpeg;
let stack: JobStack;
let clip: string;
let undisturbed: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  const env = { ...held.environment, UPREEL_STALL_SECONDS: String(STALL_SECONDS) };
  stack = canMount()
    ? await startOnSmallDisk(directory.path, DISK_MEGABYTES, env)
    : await JobStack.start(directory.path, [], env);
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 30, size: '128x96' });
  undisturbed = await stack.finalSha256(await stack.untilStatus(await stack.submit(clip), 'COMPLETED'));
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

async function expectSameVideo(jobId: string): Promise<void> {
  expect(await stack.finalSha256(await stack.untilStatus(jobId, 'COMPLETED'))).toBe(undisturbed);
}

/** The attempt at which this is so. */
function untilAttempt(
  jobId: string,
  prefix: string,
  isSo: (attempt: AttemptRecord) => boolean,
): Promise<AttemptRecord> {
  return eventually(async () => (await stack.attempts(jobId, prefix)).find(isSo) ?? null, 90_000);
}

const BATCH = 'batches/00000000.attempts/';

describe('a disk that is full waits for room, and the video is the same', () => {
  itWithDisk.each([
    ['a batch is coded', WORK.coding, 'gpu-worker-1', BATCH],
    ['frames are extracted', WORK.extracting, 'media-worker', 'extraction.attempts/'],
    ['the video is put together', WORK.recomposing, 'media-worker', 'recomposition.attempts/'],
  ])('while %s', async (_, work, role, prefix) => {
    await held.hold(work);
    const jobId = await stack.submit(clip);
    await held.untilHeld();
    const empty = fillDisk(directory.path, await stack.pid(role));
    try {
      await held.release();
      // The tool met the full disk; what was tried next did not even begin.
      const first = await untilAttempt(jobId, prefix, ({ end }) => end?.result === 'failed');
      expect(first.end).toMatchObject({ failureType: 'OutOfDisk', reason: expect.stringMatching(/disk/) as string });
      await untilAttempt(jobId, prefix, ({ end }) => end?.reason?.includes('GB of disk, and the worker has') ?? false);
    } finally {
      empty();
    }
    await expectSameVideo(jobId);
    const attempts = await stack.attempts(jobId, prefix);
    expect(attempts.flatMap(({ earlierFaults }) => earlierFaults)).toEqual([]);
  });
});

test.each([
  // It waits for room in its pipe, since what takes its frames does not run yet.
  ['decodes a batch', WORK.coding, 'extracted.nut', BATCH],
  ['extracts frames', WORK.extracting, WORK.extracting, 'extraction.attempts/'],
])('a tool that hangs while it %s is ended by the watchdog, though heartbeats go on', async (_, work, tool, prefix) => {
  await held.hold(work);
  const jobId = await stack.submit(clip);
  await held.untilHeld();
  const pid = await eventually(() => Promise.resolve(processesOf(join(directory.path, 'work'), tool)[0] ?? null));
  const beganMs = Date.now();
  process.kill(pid, 'SIGSTOP');
  await held.release();

  const first = await untilAttempt(jobId, prefix, ({ end }) => end !== undefined);
  const tookMs = Date.now() - beganMs;
  process.stdout.write(`hung → ended: ${tookMs} ms\n`);
  expect(first).toMatchObject({ attempt: 1, end: { result: 'failed', failureType: 'MediaToolFailed' } });
  expect(first.end?.reason).toBe(`Nothing moved for ${STALL_SECONDS} s: the step was stopped.`);
  expect(tookMs).toBeLessThan(3 * STALL_SECONDS * 1_000);
  await expectSameVideo(jobId);
  expect(() => process.kill(pid, 0)).toThrow();
});

test('an extracted segment that is not what its manifest says ends the job; mended and retried, it is the same', async () => {
  await held.hold(WORK.extracting);
  const jobId = await stack.submit(clip);
  await held.untilHeld();
  const gpu = await stack.pid('gpu-worker-1');
  process.kill(gpu, 'SIGSTOP');
  const key = `jobs/${jobId}/frames/segment-00000000.nut`;
  let sound: Buffer;
  try {
    await held.release();
    await stack.untilStatus(jobId, 'PROCESSING');
    sound = await stack.read('processed', key);
    const damaged = Buffer.from(sound);
    damaged[1_000] = 255 - (damaged[1_000] ?? 0);
    await stack.write('processed', key, damaged);
  } finally {
    process.kill(gpu, 'SIGCONT');
  }
  const row = await stack.untilEnd(jobId);
  expect(row).toMatchObject({ Status: 'FAILED', FailureType: 'OutputMismatch' });
  expect(row.FailureReason).toBe(
    `The extracted segment from frame 0 (${key}) is not what its manifest says: its sha256 differs.`,
  );

  await stack.write('processed', key, sound);
  await stack.post(jobId, 'retry');
  await eventually(async () => ((await stack.aws.row(jobId))?.Status === 'COMPLETED' ? true : null));
  await expectSameVideo(jobId);
});
