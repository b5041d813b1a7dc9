import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { resolveJobOptions } from '../../src/contracts/job-options.js';
import { someJob } from '../support/job.js';
import { untilCancelled } from './fake-activities.js';
import { early, film, firsts, HERE } from './film.js';
import { createJobEnvironment, failureOf, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;

beforeAll(async () => {
  environment = await createJobEnvironment();
}, 30_000);

afterAll(() => environment.close());

test('damage that extraction meets ends the batches beside it and the job, which never was PROCESSING', async () => {
  const ended: number[] = [];
  const { activities, asked, start } = film(environment, {
    frames: 160,
    batch: async ({ firstFrame }) => {
      await untilCancelled();
      ended.push(firstFrame);
      throw new Error('aborted');
    },
    extract: async ({ tell }) => {
      await tell(96);
      while (asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      throw new UpreelError(FailureType.UnsupportedMedia, 'The video is damaged near frame 130.');
    },
    overrides: {
      recordEnd: () => {
        ended.push(-1);
        return Promise.resolve();
      },
    },
  });
  await environment.serve(activities, async () => failureOf((await start()).result()));

  expect(ended.slice(0, 3).sort((a, b) => a - b)).toEqual([0, 32, 64]);
  expect(ended.at(-1)).toBe(-1);
  expect(activities.end).toMatchObject({ failureType: 'UnsupportedMedia' });
  expect(activities.calls).not.toContain('recordStage PROCESSING');
}, 30_000);

test('a job cancelled while frames are extracted and upscaled ends when both have', async () => {
  let bothRun: () => void = () => undefined;
  const running = new Promise<void>((resolve) => (bothRun = resolve));
  const ended: string[] = [];
  const { activities, start } = film(environment, {
    frames: 160,
    batch: async () => {
      bothRun();
      await untilCancelled();
      ended.push('batch');
      throw new Error('aborted');
    },
    extract: async ({ tell }) => {
      await tell(32);
      await untilCancelled();
      ended.push('extraction');
      throw new Error('aborted');
    },
  });
  await environment.serve(activities, async () => {
    const handle = await start();
    await running;
    await handle.cancel();
    return failureOf(handle.result());
  });
  expect(ended.sort()).toEqual(['batch', 'extraction']);
  expect(activities.end).toMatchObject({ status: 'FAILED', failureType: 'Cancelled' });
}, 30_000);

test('a run begins no more batches early than it may begin at all, and the next goes on behind them', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 620,
    batchFrames: 1,
    extract: async ({ tell, done }) => {
      await tell(300);
      await tell(619);
      await done(500);
      return { drafts: { extractionId: HERE, frames: 619 } };
    },
  });
  const { frames } = await environment.serve(activities, async () => (await start()).result());

  const all = Array.from({ length: 620 }, (_, index) => index);
  expect(firsts(asked, 'early')).toEqual(all.slice(0, 500));
  expect(firsts(asked, 'late')).toEqual(all.slice(500));
  expect(activities.mostInFlight).toBeLessThanOrEqual(64);
  expect(frames).toEqual({ total: 620, extracted: 620, processed: 620 });
}, 60_000);

test('when all of 500 early batches must be done again, the next run does them', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 510,
    batchFrames: 1,
    extract: async ({ tell, done }) => {
      await tell(509);
      await done(500);
      return { drafts: { extractionId: 'another', frames: 509 } };
    },
  });
  const { frames } = await environment.serve(activities, async () => (await start()).result());
  expect(firsts(asked, 'early')).toHaveLength(500);
  expect(firsts(asked, 'late')).toEqual(Array.from({ length: 510 }, (_, index) => index));
  expect(frames.processed).toBe(510);
}, 60_000);

describe('a budget', () => {
  const job = () => someJob({ options: resolveJobOptions({ budget: '100s' }, 'real', 'fp32') });
  const overrides = {
    probeSource: () =>
      Promise.resolve({ format: 'mp4', codec: 'h264', width: 2, height: 2, durationSeconds: 1, gpuSecondsLimit: 100 }),
  };

  test('counts an early batch that is found done afterwards once', async () => {
    const { activities, start } = film(environment, {
      frames: 128,
      job: job(),
      overrides,
      batch: ({ early: isEarly }) => ({
        skipped: isEarly !== true,
        gpuSeconds: 30,
        ...(isEarly && { extractionId: 'x' }),
      }),
      extract: async ({ tell, done }) => {
        await tell(96);
        await done(3);
        return {};
      },
    });
    await environment.serve(activities, async () => (await start()).result());
    // 3 × 30 s and 5: with those that were found done, it would be 185.
    expect(activities.end).toMatchObject({ status: 'COMPLETED' });
  });

  test('that is used up by early batches ends the job when frames are extracted', async () => {
    const { activities, asked, start } = film(environment, {
      frames: 32 * 100,
      job: job(),
      overrides,
      batch: (input) => ({ ...early(input), skipped: false, gpuSeconds: 30 }),
      extract: async ({ tell, done }) => {
        await tell(64);
        await done(2);
        await tell(128);
        await done(4);
        await tell(640);
        return { drafts: { extractionId: HERE, frames: 640 } };
      },
    });
    await environment.serve(activities, async () => failureOf((await start()).result()));
    expect(activities.end).toMatchObject({ failureType: 'OverBudget' });
    expect(asked).toHaveLength(4);
  });
});
