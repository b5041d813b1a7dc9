import { ApplicationFailure } from '@temporalio/common';
import type { MockActivityEnvironment } from '@temporalio/testing';
import { countAttempts } from '../../src/activities/count-attempts.js';
import { guardActivities } from '../../src/activities/guard-activities.js';
import type { AttemptRecord } from '../../src/contracts/attempts.js';
import { WorkerLacksError } from '../../src/activities/worker-lacks-error.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { batchAttemptsPrefix } from '../../src/contracts/object-keys.js';
import { activityEnvironment } from '../support/activity-environment.js';
import { MemoryObjectStore } from '../support/memory-object-store.js';

type Environment = MockActivityEnvironment;
type CancelReason = Parameters<Environment['cancel']>[0];
type Outcome = (environment: Environment) => Promise<string>;

const PREFIX = batchAttemptsPrefix('job', 32);
const broken: Outcome = () => Promise.reject(new UpreelError(FailureType.MediaToolFailed, 'ffmpeg broke.'));
const done: Outcome = () => Promise.resolve('done');
const cancelledBy =
  (reason: CancelReason): Outcome =>
  (environment) => {
    environment.cancel(reason);
    return Promise.reject(new DOMException('aborted', 'AbortError'));
  };

let store: MemoryObjectStore;
let pollers: number;
beforeEach(() => {
  store = new MemoryObjectStore();
  pollers = 1;
});

interface Attempt {
  readonly attempt: number;
  readonly worker?: string;
  readonly scheduledMs?: number;
  readonly heartbeatDetails?: unknown;
}

/** One attempt as a worker makes it; resolves with its output or its failure. */
async function attempt(
  { worker = 'gpu-1', scheduledMs = 1_000, ...info }: Attempt,
  outcome: Outcome,
): Promise<unknown> {
  const environment = activityEnvironment({ ...info, scheduledTimestampMs: scheduledMs, taskQueue: 'upreel-gpu' });
  const { work } = guardActivities({
    work: countAttempts(
      {
        store,
        worker,
        fleet: {
          workersOn: () => Promise.resolve(new Set(Array.from({ length: pollers }, (_, index) => `gpu-${index + 1}`))),
        },
      },
      () => outcome(environment),
      () => ({ bucket: 'processed', prefix: PREFIX, name: 'Upscaling frames 32 to 63' }),
    ),
  });
  const output: Promise<unknown> = environment.run(work, undefined);
  return output.catch((error: unknown) => error);
}

/** A worker killed in an attempt: it wrote that it began, and nothing more. */
function killed(number: number, worker = 'gpu-1'): Promise<unknown> {
  const before = store.write.bind(store);
  let began = false;
  store.write = (ref, body, options) => {
    if (began) return Promise.reject(new Error('the worker is dead'));
    began = true;
    return before(ref, body, options);
  };
  const heartbeats = attempt({ attempt: number, worker }, () => Promise.reject(new Error('dead')));
  return heartbeats.finally(() => {
    store.write = before;
  });
}

function records(): AttemptRecord[] {
  return store
    .keys()
    .map((path) => JSON.parse(store.text({ bucket: 'processed', key: path.slice(10) }) ?? '') as AttemptRecord);
}

test('an attempt writes down that it began, who it is, and how it ended', async () => {
  expect(await attempt({ attempt: 1 }, done)).toBe('done');

  expect(store.keys()).toEqual([`processed/jobs/job/checkpoints/batches/00000032.attempts/1000-000001.json`]);
  expect(store.writes).toHaveLength(2);
  expect(records()).toMatchObject([{ attempt: 1, worker: 'gpu-1', earlierFaults: [], end: { result: 'done' } }]);
});

test('the fourth failure is final and names the frames and the last reason', async () => {
  for (const number of [1, 2, 3]) {
    expect(await attempt({ attempt: number }, broken)).toMatchObject({ message: 'ffmpeg broke.', nonRetryable: false });
  }
  const last = await attempt({ attempt: 4 }, broken);

  expect(last).toBeInstanceOf(ApplicationFailure);
  expect(last).toMatchObject({
    type: 'MediaToolFailed',
    nonRetryable: true,
    message: 'Upscaling frames 32 to 63 failed 4 times and will not be tried again. The last reason: ffmpeg broke.',
  });
});

test('four killed workers are enough: the fifth attempt does not begin', async () => {
  for (const number of [1, 2, 3, 4]) await killed(number);
  let began = false;
  const last = await attempt({ attempt: 5 }, () => {
    began = true;
    return Promise.resolve('done');
  });

  expect(began).toBe(false);
  expect(last).toMatchObject({ nonRetryable: true, message: expect.stringContaining('was killed') as string });
});

test.each(['WORKER_SHUTDOWN', 'PAUSED', 'RESET', 'CANCELLED', 'TIMED_OUT'] as const)(
  'attempts ended by %s never count',
  async (reason) => {
    for (let number = 1; number <= 9; number += 1) await attempt({ attempt: number }, cancelledBy(reason));

    expect(await attempt({ attempt: 10 }, broken)).toMatchObject({ nonRetryable: false });
    expect(records().at(-1)?.earlierFaults).toEqual([]);
  },
);

test('a drained attempt is a benign failure that is tried again at once', async () => {
  expect(await attempt({ attempt: 7 }, cancelledBy('WORKER_SHUTDOWN'))).toMatchObject({
    type: 'WorkerShutdown',
    category: 'BENIGN',
    nonRetryable: false,
    nextRetryDelay: '1 second',
  });
});

test('missing infrastructure never counts, also when it keeps the end from being written', async () => {
  const away: Outcome = () => Promise.reject(new UpreelError(FailureType.Unavailable, 'S3 does not answer.'));
  for (let number = 1; number <= 5; number += 1) await attempt({ attempt: number }, away);
  expect(await attempt({ attempt: 6 }, broken)).toMatchObject({ nonRetryable: false });
  expect(records().at(-1)?.earlierFaults).toEqual([]);
});

test('an end that S3 did not take reaches the next attempt with the last heartbeat', async () => {
  const before = store.write.bind(store);
  let details: unknown;
  const environment = activityEnvironment({ attempt: 1, scheduledTimestampMs: 1_000, taskQueue: 'upreel-gpu' });
  environment.on('heartbeat', (heartbeat: unknown) => {
    details = heartbeat;
  });
  const work = countAttempts(
    { store, worker: 'gpu-1', fleet: { workersOn: () => Promise.resolve(new Set(['gpu-1'])) } },
    () => {
      store.write = () => Promise.reject(new Error('S3 is away'));
      return Promise.reject(new UpreelError(FailureType.Unavailable, 'S3 does not answer.'));
    },
    () => ({ bucket: 'processed', prefix: PREFIX, name: 'x' }),
  );
  await environment.run(work, undefined).catch(() => undefined);
  store.write = before;

  await attempt({ attempt: 2, heartbeatDetails: details }, done);
  expect(records().at(-1)?.earlierFaults).toEqual([]);
  await attempt({ attempt: 2 }, done);
  expect(records().at(-1)?.earlierFaults).toHaveLength(1);
});

test('where two workers poll, one of them alone is not believed, but not for ever', async () => {
  pollers = 2;
  for (let number = 1; number <= 7; number += 1) {
    expect(await attempt({ attempt: number }, broken)).toMatchObject({ nonRetryable: false });
  }
  expect(await attempt({ attempt: 8 }, broken)).toMatchObject({ nonRetryable: true });
});

test('where two workers poll, four failures on both of them are enough', async () => {
  pollers = 2;
  for (const number of [1, 2, 3]) await attempt({ attempt: number }, broken);

  expect(await attempt({ attempt: 4, worker: 'gpu-2' }, broken)).toMatchObject({ nonRetryable: true });
});

test('a retry of the job and a reset of the activity count anew', async () => {
  for (const number of [1, 2, 3]) await attempt({ attempt: number }, broken);
  expect(await attempt({ attempt: 1, scheduledMs: 2_000 }, broken)).toMatchObject({ nonRetryable: false });
  expect(await attempt({ attempt: 1 }, broken)).toMatchObject({ nonRetryable: false });
  expect(await attempt({ attempt: 2 }, broken)).toMatchObject({ nonRetryable: false });
});

test('an attempt that left no record does not hide those before it', async () => {
  for (const number of [1, 2, 3]) await attempt({ attempt: number }, broken);

  expect(await attempt({ attempt: 6 }, broken)).toMatchObject({ nonRetryable: true });
});

test('a permanent fact ends the work at once in its own words', async () => {
  const fact: Outcome = () => Promise.reject(new UpreelError(FailureType.SourceChanged, 'It was replaced.'));

  expect(await attempt({ attempt: 1 }, fact)).toMatchObject({ message: 'It was replaced.', nonRetryable: true });
});

describe('what a worker lacks', () => {
  const refused: Outcome = () => Promise.reject(new WorkerLacksError("This worker can't code with h264_nvenc."));

  it('is no fault of the work: it goes to the next worker, later each time', async () => {
    pollers = 3;

    expect(await attempt({ attempt: 1, worker: 'gpu-1' }, refused)).toMatchObject({
      nonRetryable: false,
      nextRetryDelay: '2 seconds',
    });
    expect(await attempt({ attempt: 2, worker: 'gpu-2' }, refused)).toMatchObject({ nextRetryDelay: '4 seconds' });
    for (let number = 3; number < 40; number++) {
      expect(await attempt({ attempt: number, worker: 'gpu-1' }, refused)).toMatchObject({ nonRetryable: false });
    }
    expect(await attempt({ attempt: 40, worker: 'gpu-3' }, done)).toBe('done');
    expect(records().at(-1)).toMatchObject({
      earlierFaults: [],
      refusedBy: ['gpu-1', 'gpu-2'],
      end: { result: 'done' },
    });
  });

  it('ends the work once every worker has refused it, with their names and what is lacking', async () => {
    pollers = 2;
    await attempt({ attempt: 1, worker: 'gpu-2' }, refused);
    const last = await attempt({ attempt: 2, worker: 'gpu-1' }, refused);

    expect(last).toBeInstanceOf(ApplicationFailure);
    expect(last).toMatchObject({
      type: 'Unavailable',
      nonRetryable: true,
      message:
        'Upscaling frames 32 to 63 was refused by all 2 workers that could have taken it (gpu-2, gpu-1). ' +
        "This worker can't code with h264_nvenc.",
    });
  });

  it('of a worker that is gone does not count against one that is there', async () => {
    await attempt({ attempt: 1, worker: 'gpu-9' }, refused);
    pollers = 2;

    expect(await attempt({ attempt: 2, worker: 'gpu-2' }, refused)).toMatchObject({ nonRetryable: false });
  });
});
