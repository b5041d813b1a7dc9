import { withHeartbeat } from '../../src/activities/with-heartbeat.js';
import { untilAborted } from '../../src/activities/until-aborted.js';
import { activityEnvironment } from '../support/activity-environment.js';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('heartbeats carry the frames done so far', async () => {
  const environment = activityEnvironment();
  const beats: unknown[] = [];
  environment.on('heartbeat', (details) => beats.push(details));
  await environment.run(() =>
    withHeartbeat(10_000, async ({ frames }) => {
      frames(7);
      await jest.advanceTimersByTimeAsync(1_000);
      frames(9);
      await jest.advanceTimersByTimeAsync(1_000);
    }),
  );

  expect(beats).toEqual([{ frames: 7 }, { frames: 9 }]);
});

test('work in which nothing moves is stopped and its heartbeat falls silent', async () => {
  const environment = activityEnvironment();
  let beats = 0;
  environment.on('heartbeat', () => (beats += 1));
  const hung = environment.run(() =>
    withHeartbeat(5_000, ({ signal }) => untilAborted(new Promise<never>(() => undefined), signal)),
  );
  const outcome = expect(hung).rejects.toMatchObject({
    type: 'MediaToolFailed',
    message: expect.stringContaining('5 s') as string,
  });
  await jest.advanceTimersByTimeAsync(60_000);

  await outcome;
  expect(beats).toBe(5);
});

test('work that keeps moving is never stopped', async () => {
  const environment = activityEnvironment();
  const result = environment.run(() =>
    withHeartbeat(3_000, async ({ alive, signal }) => {
      for (let step = 0; step < 20; step += 1) {
        await jest.advanceTimersByTimeAsync(2_000);
        alive();
      }
      return signal.aborted;
    }),
  );

  await expect(result).resolves.toBe(false);
});
