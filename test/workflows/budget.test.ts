import { resolveJobOptions } from '../../src/contracts/job-options.js';
import { someJob } from '../support/job.js';
import { FakeActivities, untilCancelled } from './fake-activities.js';
import { createJobEnvironment, failureOf, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;

beforeAll(async () => {
  environment = await createJobEnvironment();
}, 30_000);

afterAll(() => environment.close());

const job = () => someJob({ options: resolveJobOptions({ budget: '100s' }, 'real', 'fp32') });
const PROBED = { format: 'mp4', codec: 'h264', width: 2, height: 2, durationSeconds: 1, gpuSecondsLimit: 100 };
/** More than are in flight at a time. */
const FRAMES = 32 * 100;

test('a job that takes more than its budget stops in the middle, naming both figures', async () => {
  const activities = new FakeActivities(FRAMES, 32, {
    probeSource: () => Promise.resolve(PROBED),
    // The server for tests can't take the cancellation of what ends in that moment.
    upscaleBatch: async ({ firstFrame }) => {
      if (firstFrame >= 34 * 32) await untilCancelled();
      return { skipped: false, gpuSeconds: 3 };
    },
  });
  await environment.serve(activities, async () => failureOf((await environment.start(job())).result()));

  expect(activities.end).toMatchObject({
    status: 'FAILED',
    failureType: 'OverBudget',
    failureReason: expect.stringMatching(/has taken 102 GPU seconds; its budget of 100s is 100\./) as string,
  });
  expect(activities.batches.length).toBeLessThan(100);
  expect(activities.calls).not.toContain('recomposeVideo');
}, 60_000);

test('one of a few batches, all of them in flight, stops too, and its batches with it', async () => {
  const activities = new FakeActivities(32 * 4, 32, {
    probeSource: () => Promise.resolve(PROBED),
    upscaleBatch: async ({ firstFrame }) => {
      if (firstFrame > 0) await untilCancelled();
      return { skipped: false, gpuSeconds: 120 };
    },
  });
  await environment.serve(activities, async () => failureOf((await environment.start(job())).result()));

  expect(activities.end).toMatchObject({
    status: 'FAILED',
    failureType: 'OverBudget',
    failureReason: expect.stringContaining('has taken 120 GPU seconds') as string,
  });
  expect(activities.calls).not.toContain('recomposeVideo');
}, 60_000);

test('one whose last batch is more than its budget is done all the same', async () => {
  const activities = new FakeActivities(32, 32, {
    probeSource: () => Promise.resolve(PROBED),
    upscaleBatch: () => Promise.resolve({ skipped: false, gpuSeconds: 120 }),
  });
  await environment.serve(activities, async () => (await environment.start(job())).result());
  expect(activities.end).toMatchObject({ status: 'COMPLETED' });
});

test('one that keeps to it is done, also when it was begun before', async () => {
  const activities = new FakeActivities(FRAMES, 32, {
    probeSource: () => Promise.resolve(PROBED),
    upscaleBatch: ({ firstFrame }) => Promise.resolve({ skipped: firstFrame === 0, gpuSeconds: 1 }),
  });
  await environment.serve(activities, async () => (await environment.start(job())).result());
  expect(activities.end).toMatchObject({ status: 'COMPLETED' });
});
