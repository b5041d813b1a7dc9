import { ApplicationFailure } from '@temporalio/client';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import type { JobProgress } from '../../src/contracts/progress.js';
import { PROGRESS_QUERY } from '../../src/contracts/temporal-names.js';
import { someJob } from '../support/job.js';
import { FakeActivities, untilCancelled } from './fake-activities.js';
import { createJobEnvironment, failureOf, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;

beforeAll(async () => {
  environment = await createJobEnvironment();
}, 30_000);

afterAll(() => environment.close());

test('a job passes its stages in order and returns what was published', async () => {
  const activities = new FakeActivities(70);
  const job = someJob();
  const result = await environment.serve(activities, async () => (await environment.start(job)).result());

  // A stage is recorded while its work begins.
  const { calls } = activities;
  expect([calls.slice(0, 2), calls.slice(2, 4), calls.slice(5, 7)].map((pair) => pair.sort())).toEqual([
    ['probeSource', 'registerJob'],
    ['extractFrames', 'recordStage EXTRACTING'],
    ['recomposeVideo', 'recordStage RECOMPOSING'],
  ]);
  expect([calls[4], ...calls.slice(7)]).toEqual(['recordStage PROCESSING', 'verifyOutput', 'recordEnd COMPLETED']);
  expect(activities.batches.sort((a, b) => a.firstFrame - b.firstFrame)).toEqual([
    { firstFrame: 0, frameCount: 32 },
    { firstFrame: 32, frameCount: 32 },
    { firstFrame: 64, frameCount: 6 },
  ]);
  expect(result).toMatchObject({
    jobId: job.jobId,
    finalBucket: 'final',
    finalKey: 'final.mp4',
    reportKey: 'report.json',
    frames: { total: 70, extracted: 70, processed: 70 },
  });
});

test('a refused job is registered and failed, with no other work', async () => {
  const activities = new FakeActivities(1);
  const refusal = { failureType: FailureType.UnsupportedMedia, reason: 'notes.txt is no video.' };
  const failed = await environment.serve(activities, async () =>
    failureOf((await environment.start(someJob({ refusal }))).result()),
  );

  expect(activities.calls).toEqual(['registerJob', 'recordEnd FAILED']);
  expect(activities.end).toEqual({
    status: 'FAILED',
    failureType: 'UnsupportedMedia',
    failureReason: 'notes.txt is no video.',
  });
  expect(failed.cause).toMatchObject({ type: 'UnsupportedMedia', message: 'notes.txt is no video.' });
});

test('a permanent failure is not tried again and ends in row and workflow with its sentence', async () => {
  let attempts = 0;
  const activities = new FakeActivities(40, 32, {
    probeSource: () => {
      attempts += 1;
      return Promise.reject(new UpreelError(FailureType.UnsupportedMedia, 'The file has no picture.'));
    },
  });
  const failed = await environment.serve(activities, async () =>
    failureOf((await environment.start(someJob())).result()),
  );

  expect(attempts).toBe(1);
  expect(activities.end).toMatchObject({ failureType: 'UnsupportedMedia', failureReason: 'The file has no picture.' });
  expect(failed.cause).toBeInstanceOf(ApplicationFailure);
});

test('a fault that repeats is given four attempts, missing infrastructure as many as it takes', async () => {
  let faults = 0;
  let outages = 0;
  const activities = new FakeActivities(40, 32, {
    extractFrames: () => {
      faults += 1;
      return Promise.reject(new UpreelError(FailureType.MediaToolFailed, 'ffmpeg broke.'));
    },
    probeSource: () => {
      outages += 1;
      return outages < 8
        ? Promise.reject(new UpreelError(FailureType.Unavailable, 'S3 does not answer.'))
        : Promise.resolve({ format: 'mp4', codec: 'h264', width: 2, height: 2, durationSeconds: 1 });
    },
  });
  await environment.serve(activities, async () => failureOf((await environment.start(someJob())).result()));

  expect({ outages, faults }).toEqual({ outages: 8, faults: 4 });
  expect(activities.end).toMatchObject({ failureType: 'MediaToolFailed', failureReason: 'ffmpeg broke.' });
});

test('one failed batch ends the others before the job is recorded as failed', async () => {
  const ended: number[] = [];
  let running = 0;
  let allRun: () => void = () => undefined;
  const othersRun = new Promise<void>((resolve) => {
    allRun = resolve;
  });
  const activities = new FakeActivities(160, 32, {
    upscaleBatch: async ({ firstFrame }) => {
      if (firstFrame === 64) {
        await othersRun;
        throw new UpreelError(FailureType.ModelOutputInvalid, 'The model gave a black frame.');
      }
      running += 1;
      if (running === 4) allRun();
      await untilCancelled();
      ended.push(firstFrame);
      throw new Error('aborted');
    },
    recordEnd: () => {
      ended.push(-1);
      return Promise.resolve();
    },
  });
  await environment.serve(activities, async () => failureOf((await environment.start(someJob())).result()));

  expect(ended.at(-1)).toBe(-1);
  expect(ended).toHaveLength(5);
  expect(activities.end).toMatchObject({ failureType: 'ModelOutputInvalid' });
}, 30_000);

test('no more than 64 batches of a job are in flight, and a run ends after 500 of them', async () => {
  const activities = new FakeActivities(600, 1);
  const job = someJob();
  const { result, runs } = await environment.serve(activities, async () => {
    const handle = await environment.start(job);
    const outcome = await handle.result();
    const description = await environment.client.workflow.getHandle(handle.workflowId).describe();
    return { result: outcome, runs: [handle.firstExecutionRunId, description.runId] };
  });

  expect(activities.mostInFlight).toBeLessThanOrEqual(64);
  expect(new Set(activities.batches.map(({ firstFrame }) => firstFrame)).size).toBe(600);
  expect(activities.batches).toHaveLength(600);
  expect(new Set(runs).size).toBe(2);
  expect(result.frames).toEqual({ total: 600, extracted: 600, processed: 600 });
  expect(activities.calls.filter((call) => call === 'registerJob')).toHaveLength(1);
}, 60_000);

test("the last batch's frames come into the row with the next stage, not by a record of their own", async () => {
  const recordProgress = jest.fn(() => Promise.resolve());
  const activities = new FakeActivities(20, 32, { recordProgress });
  const job = someJob();
  await environment.serve(activities, async () => (await environment.start(job)).result());

  expect(recordProgress).not.toHaveBeenCalled();
  expect(activities.recordedFrames.at(-1)).toEqual({ total: 20, extracted: 20, processed: 20 });
});

test('frame counts written to the row never fall, and the progress query tells the end', async () => {
  const activities = new FakeActivities(320, 32);
  const job = someJob();
  const progress = await environment.serve(activities, async () => {
    const handle = await environment.start(job);
    await handle.result();
    return handle.query<JobProgress>(PROGRESS_QUERY);
  });

  const processed = activities.recordedFrames.map(({ processed: frames = NaN }) => frames);
  expect(processed).toEqual([...processed].sort((a, b) => a - b));
  expect(processed.at(-1)).toBe(320);
  expect(progress).toMatchObject({ status: 'COMPLETED', frames: { total: 320, extracted: 320, processed: 320 } });
  const { total, ...stages } = progress.seconds;
  expect(total).toBeGreaterThanOrEqual(Object.values(stages).reduce((sum, seconds) => sum + seconds, 0) - 0.001);
});
