import { makeClip } from '../e2e/support/clips.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { JobStack } from './support/job-stack.js';

jest.setTimeout(180_000);

const BATCH_FRAMES = 32;
const BATCHES = 6;

let directory: OwnDirectory;
let stack: JobStack;

beforeAll(async () => {
  directory = await ownDirectory();
  stack = await JobStack.start(directory.path);
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

test('a job that takes more than its budget is stopped in the middle, though all its batches were asked for', async () => {
  // A live stream does not say how long it is: no estimate refuses it beforehand.
  const options = ['-f', 'matroska', '-live', '1'];
  const clip = { name: 'live.mkv', frames: BATCHES * BATCH_FRAMES, size: '176x144', options };
  const jobId = await stack.submit(await makeClip(directory.path, clip), 'real', { budget: '2s' });

  const row = await stack.untilEnd(jobId);

  expect(row).toMatchObject({ Status: 'FAILED', FailureType: 'OverBudget' });
  expect(row.FailureReason).toMatch(/has taken [\d.]+ GPU seconds; its budget of 2s is 2\./);
  expect(row.Frames.Processed).toBeLessThan(BATCHES * BATCH_FRAMES);
});
