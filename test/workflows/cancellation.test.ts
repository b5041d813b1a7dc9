import type { Client } from '@temporalio/client';
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

test('a cancelled job is FAILED with Cancelled, and its workflow is cancelled', async () => {
  let started: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const activities = new FakeActivities(40, 32, {
    extractFrames: async () => {
      started();
      await untilCancelled();
      throw new DOMException('The operation was aborted', 'AbortError');
    },
  });
  const failed = await environment.serve(activities, async () => {
    const handle = await environment.start(someJob());
    await running;
    await handle.cancel();
    return failureOf(handle.result());
  });

  expect(activities.end).toEqual({
    status: 'FAILED',
    failureType: 'Cancelled',
    failureReason: 'The job was cancelled.',
  });
  expect(failed.cause).toMatchObject({ name: 'CancelledFailure' });
}, 30_000);

test('a job cancelled in an outage ends Cancelled, whatever its activity fails of', async () => {
  const { client } = environment;
  let asked: () => void = () => undefined;
  let started: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => (asked = resolve));
  const running = new Promise<void>((resolve) => (started = resolve));
  const activities = new FakeActivities(40, 32, {
    extractFrames: async () => {
      started();
      await cancelled;
      throw new UpreelError(FailureType.UnsupportedMedia, 'The rest of the file is not there.');
    },
  });
  const job = someJob();
  const failed = await environment.serve(activities, async () => {
    const handle = await environment.start(job);
    await running;
    await handle.cancel();
    await untilHeard(client, handle.workflowId);
    asked();
    return failureOf(handle.result());
  });

  expect(activities.end).toEqual({
    status: 'FAILED',
    failureType: 'Cancelled',
    failureReason: 'The job was cancelled.',
  });
  expect(failed.cause).toMatchObject({ name: 'CancelledFailure' });
}, 30_000);

/** Until the workflow has taken note of its cancellation: an activity's end must not arrive together with it. */
async function untilHeard(client: Client, workflowId: string): Promise<void> {
  for (;;) {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    if (events?.some(({ activityTaskCancelRequestedEventAttributes: asked }) => asked != null)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a cancellation is too late once the video is published', async () => {
  let published: () => void = () => undefined;
  const ending = new Promise<void>((resolve) => (published = resolve));
  let asked: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => (asked = resolve));
  let outages = 0;
  const activities = new FakeActivities(20, 32, {
    recordEnd: async () => {
      published();
      await cancelled;
      outages += 1;
      if (outages < 3) throw new UpreelError(FailureType.Unavailable, 'SNS does not answer.');
    },
  });
  await environment.serve(activities, async () => {
    const handle = await environment.start(someJob());
    await ending;
    await handle.cancel();
    asked();
    return handle.result();
  });

  expect(outages).toBe(3);
  expect(activities.end).toMatchObject({ status: 'COMPLETED' });
});

test('a cancellation is heard also where the run ends and the next would begin', async () => {
  let last: () => void = () => undefined;
  const atLast = new Promise<void>((resolve) => (last = resolve));
  let asked: () => void = () => undefined;
  const cancelled = new Promise<void>((resolve) => (asked = resolve));
  const activities = new FakeActivities(600, 1, {
    upscaleBatch: async ({ firstFrame }) => {
      if (firstFrame === 499) {
        last();
        await cancelled;
      }
      return { skipped: false };
    },
  });
  await environment.serve(activities, async () => {
    const handle = await environment.start(someJob());
    await atLast;
    // The others are over for the workflow too: the time-skipping server refuses to cancel what has just ended.
    while ((await handle.query<JobProgress>(PROGRESS_QUERY)).frames.processed < 499);
    await handle.cancel();
    await untilHeard(environment.client, handle.workflowId);
    asked();
    return failureOf(handle.result());
  });

  expect(activities.end).toMatchObject({ status: 'FAILED', failureType: 'Cancelled' });
}, 60_000);
