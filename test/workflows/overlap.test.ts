import type { RecordProgressInput } from '../../src/contracts/activities.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { early, film, firsts, HERE } from './film.js';
import { createJobEnvironment, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;

beforeAll(async () => {
  environment = await createJobEnvironment();
}, 30_000);

afterAll(() => environment.close());

test('batches begin while frames are extracted; the row is EXTRACTING until that has ended', async () => {
  const progress: RecordProgressInput[] = [];
  const { activities, asked, start } = film(environment, {
    frames: 150,
    extract: async ({ tell, done }) => {
      await tell(70);
      await done(2);
      // Not the third: it is not whole yet.
      expect(activities.calls).not.toContain('recordStage PROCESSING');
      return { drafts: { extractionId: HERE, frames: 64 } };
    },
    overrides: {
      recordProgress: (input) => {
        progress.push(input);
        return Promise.resolve();
      },
    },
  });
  const { frames } = await environment.serve(activities, async () => (await start()).result());

  expect(firsts(asked, 'early')).toEqual([0, 32]);
  expect(firsts(asked, 'late')).toEqual([64, 96, 128]);
  expect(progress[0]).toMatchObject({ during: 'EXTRACTING' });
  expect(progress[0]?.frames).toEqual({ processed: 32 });
  expect(activities.calls.filter((call) => call === 'recordStage PROCESSING')).toHaveLength(1);
  expect(activities.recordedFrames).toContainEqual({ total: 150, extracted: 150, processed: 64 });
  expect(frames).toEqual({ total: 150, extracted: 150, processed: 150 });
});

test('a signal that is lost costs time only', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 70,
    extract: () => Promise.resolve({ drafts: { extractionId: HERE, frames: 64 } }),
  });
  await environment.serve(activities, async () => (await start()).result());
  expect(firsts(asked, 'early')).toEqual([]);
  expect(firsts(asked, 'late')).toEqual([0, 32, 64]);
});

test('signals that come twice, out of order or too late start no batch again', async () => {
  let batchRuns: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (batchRuns = resolve));
  let late: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (late = resolve));
  const { activities, asked, start, running } = film(environment, {
    frames: 150,
    batch: async (input) => {
      if (input.firstFrame === 128) {
        batchRuns();
        await told;
      }
      return early(input);
    },
    extract: async ({ tell, done }) => {
      await tell(64);
      await tell(64);
      await tell(32);
      await done(2);
      return { drafts: { extractionId: HERE, frames: 128 } };
    },
  });
  await environment.serve(activities, async () => {
    const handle = await start();
    await begun;
    await running.tell(128);
    late();
    return handle.result();
  });
  expect(firsts(asked, 'early')).toEqual([0, 32]);
  expect(firsts(asked, 'late')).toEqual([64, 96, 128]);
});

test('batches made of what another attempt of extraction drafted are done again, and only those', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 160,
    batch: (input) => ({
      skipped: false,
      ...(input.early === true && { extractionId: input.firstFrame < 64 ? 'the attempt before' : HERE }),
    }),
    extract: async ({ tell, done }) => {
      await tell(128);
      await done(4);
      return { drafts: { extractionId: HERE, frames: 96 } };
    },
  });
  const { frames } = await environment.serve(activities, async () => (await start()).result());

  expect(firsts(asked, 'early')).toEqual([0, 32, 64, 96]);
  // Those of the other attempt, the one whose draft did not come true, and the one that nobody told of.
  expect(firsts(asked, 'late')).toEqual([0, 32, 96, 128]);
  const counted = activities.recordedFrames.flatMap(({ processed }) => processed ?? []);
  expect(counted).toEqual([...counted].sort((a, b) => a - b));
  expect(frames.processed).toBe(160);
});

test('extraction that came without word of drafts makes every batch be done again', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 70,
    extract: async ({ tell, done }) => {
      await tell(64);
      await done(2);
      return {};
    },
  });
  await environment.serve(activities, async () => (await start()).result());
  expect(firsts(asked, 'late')).toEqual([0, 32, 64]);
});

test('batches that still run when extraction ends are waited for, and judged then', async () => {
  let extracted: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (extracted = resolve));
  const { activities, asked, start } = film(environment, {
    frames: 100,
    batch: async (input) => {
      if (input.early === true) await over;
      else if (input.firstFrame === 64) extracted();
      return { skipped: false, ...(input.early && { extractionId: input.firstFrame === 0 ? HERE : 'another' }) };
    },
    extract: async ({ tell }) => {
      await tell(64);
      while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      return { drafts: { extractionId: HERE, frames: 64 } };
    },
  });
  await environment.serve(activities, async () => (await start()).result());
  expect(firsts(asked, 'early')).toEqual([0, 32]);
  expect(firsts(asked, 'late')).toEqual([32, 64, 96]);
});

test('an early batch that fails fails no job: it is done again', async () => {
  const { activities, asked, start } = film(environment, {
    frames: 160,
    batch: (input) => {
      if (input.early === true && input.firstFrame === 32) {
        throw new UpreelError(FailureType.ModelUnavailable, 'This worker is of a release before.');
      }
      return early(input);
    },
    extract: async ({ tell, done }) => {
      await tell(64);
      await done(2);
      await tell(96);
      return { drafts: { extractionId: HERE, frames: 96 } };
    },
  });
  await environment.serve(activities, async () => (await start()).result());
  expect(firsts(asked, 'early')).toEqual([0, 32]);
  expect(firsts(asked, 'late')).toEqual([32, 64, 96, 128]);
  expect(activities.end).toMatchObject({ status: 'COMPLETED' });
});

test('extraction that is tried again with another batch size has all batches done in it, behind the others', async () => {
  let extracted: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (extracted = resolve));
  const order: string[] = [];
  const { activities, asked, start } = film(environment, {
    frames: 150,
    batchFrames: 64,
    batch: async (input) => {
      if (input.early === true) await over;
      order.push(`${input.early === true ? 'early' : 'late'} ${input.firstFrame}`);
      return early(input);
    },
    extract: async ({ tell }) => {
      await tell(64, 32);
      await tell(64, 64);
      while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      setTimeout(extracted, 50);
      return { drafts: { extractionId: HERE, frames: 64 } };
    },
  });
  const { frames } = await environment.serve(activities, async () => (await start()).result());
  expect(order.slice(0, 2).sort()).toEqual(['early 0', 'early 32']);
  expect(order.slice(2).sort()).toEqual(['late 0', 'late 128', 'late 64']);
  expect(frames).toEqual({ total: 150, extracted: 150, processed: 150 });
});
