import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { guardActivities } from '../../src/activities/guard-activities.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { activityEnvironment } from '../support/activity-environment.js';

interface Activities {
  readonly work: (input: null) => Promise<void>;
}

function failing(error: Error): Activities {
  return guardActivities<Activities>({ work: () => Promise.reject(error) });
}

async function run(activities: Activities, environment = activityEnvironment()): Promise<unknown> {
  return environment.run(activities.work, null).then(
    () => null,
    (error: unknown) => error,
  );
}

test('an attempt that was cancelled ends with the reason Temporal gave, whatever it threw', async () => {
  const environment = activityEnvironment();
  const activities = guardActivities<Activities>({
    work: async () => {
      environment.cancel('PAUSED');
      await Promise.resolve();
      throw new DOMException('The operation was aborted', 'AbortError');
    },
  });
  const error = await run(activities, environment);

  expect(error).toBeInstanceOf(CancelledFailure);
  expect(error).toMatchObject({ message: 'PAUSED' });
});

test('a permanent fact is not retried and keeps its type and sentence', async () => {
  const error = await run(failing(new UpreelError(FailureType.UnsupportedMedia, 'It has no picture.')));

  expect(error).toBeInstanceOf(ApplicationFailure);
  expect(error).toMatchObject({ type: 'UnsupportedMedia', message: 'It has no picture.', nonRetryable: true });
});

test('missing infrastructure is retried however often it was', async () => {
  const environment = activityEnvironment({ attempt: 1000 });
  const error = await run(failing(new UpreelError(FailureType.Unavailable, 'S3 does not answer.')), environment);

  expect(error).toMatchObject({ type: 'Unavailable', nonRetryable: false });
});

test.each([
  [3, false],
  [4, true],
])('a broken tool at attempt %i ends the job: %s', async (attempt, nonRetryable) => {
  const environment = activityEnvironment({ attempt });
  const error = await run(failing(new UpreelError(FailureType.MediaToolFailed, 'ffmpeg broke.')), environment);

  expect(error).toMatchObject({ type: 'MediaToolFailed', nonRetryable });
});

test('a bug is an Internal failure that keeps its cause', async () => {
  const bug = new TypeError('x is undefined');
  const error = await run(failing(bug));

  expect(error).toMatchObject({ type: 'Internal', message: 'An internal error: x is undefined', nonRetryable: false });
  expect(error).toHaveProperty('cause.cause', bug);
});
