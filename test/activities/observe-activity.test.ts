import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { observeActivity } from '../../src/activities/observe-activity.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { recordingMeter } from '../support/recording-meter.js';

function observed() {
  const { meter, recorded } = recordingMeter();
  const lines: LogEntry[] = [];
  const logger = new DefaultLogger('INFO', (line) => lines.push(line));
  const environment = new MockActivityEnvironment({}, { metricMeter: meter, logger });
  const measured = (name: string) => recorded.filter((each) => each.name === name);
  return { environment, measured, lines };
}

it('measures how long an attempt took, and says that it is done', async () => {
  const { environment, measured, lines } = observed();
  const activity = observeActivity('extractFrames', (frames: number) => Promise.resolve(frames + 1));
  await expect(environment.run(activity, 1)).resolves.toBe(2);
  expect(measured('upreel_stage_seconds')).toHaveLength(1);
  expect(measured('upreel_activities_in_flight').map(({ value }) => value)).toEqual([1, 0]);
  expect(lines.map(({ message }) => message)).toEqual(['extractFrames is done']);
});

it('counts those that run side by side', async () => {
  const { environment, measured } = observed();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const activity = observeActivity('upscaleBatch', () => released);
  const both = [environment.run(activity, 0), environment.run(activity, 1)];
  release();
  await Promise.all(both);
  expect(measured('upreel_activities_in_flight').map(({ value }) => value)).toEqual([1, 2, 1, 0]);
});

it.each([
  [new UpreelError(FailureType.UnsupportedMedia, 'no picture'), 'UnsupportedMedia', 'no picture'],
  [new RangeError('oops'), 'Internal', 'An internal error: oops'],
])('counts and tells a failure by its type', async (error, failureType, reason) => {
  const { environment, measured, lines } = observed();
  const activity = observeActivity('probeSource', () => Promise.reject(error));
  await expect(environment.run(activity, undefined)).rejects.toBe(error);
  expect(measured('upreel_attempt_failures')).toMatchObject([{ value: 1, tags: { failureType } }]);
  expect(measured('upreel_stage_seconds')).toEqual([]);
  expect(lines.map(({ level, meta }) => [level, meta])).toEqual([
    ['WARN', expect.objectContaining({ failureType, reason })],
    // The SDK's own, with where it was thrown.
    ['WARN', expect.anything()],
  ]);
});

it('takes an attempt that was stopped for no failure', async () => {
  const { environment, measured, lines } = observed();
  const activity = observeActivity('upscaleBatch', () => Promise.reject(new Error('stopped')));
  environment.cancel('PAUSED');
  await expect(environment.run(activity, undefined)).rejects.toThrow('stopped');
  expect(measured('upreel_attempt_failures')).toEqual([]);
  expect(lines[0]).toMatchObject({ message: 'upscaleBatch was stopped', meta: { result: 'paused' } });
});

it('leaves out of the log what comes every few seconds', async () => {
  const { environment, measured, lines } = observed();
  await environment.run(
    observeActivity('recordProgress', () => Promise.resolve()),
    undefined,
  );
  expect(lines).toEqual([]);
  expect(measured('upreel_stage_seconds')).toHaveLength(1);
});
