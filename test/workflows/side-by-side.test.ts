import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { someJob } from '../support/job.js';
import { FakeActivities, untilCancelled } from './fake-activities.js';
import { createJobEnvironment, failureOf, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;

beforeAll(async () => {
  environment = await createJobEnvironment();
}, 30_000);

afterAll(() => environment.close());

const SIDES = [
  ['PROCESSING', 'upscaleBatch'],
  ['RECOMPOSING', 'recomposeVideo'],
] as const;

test.each(SIDES)('a failure of the work of %s is told after the stage was announced', async (status, work) => {
  const told: string[] = [];
  let outages = 0;
  const activities = new FakeActivities(20, 32, {
    [work]: () => Promise.reject(new UpreelError(FailureType.OutputMismatch, 'A stored part is damaged.')),
    recordStage: (stage) => {
      if (stage.status !== status) return Promise.resolve();
      outages += 1;
      if (outages < 4) return Promise.reject(new UpreelError(FailureType.Unavailable, 'SNS does not answer.'));
      told.push(status);
      return Promise.resolve();
    },
    recordEnd: ({ end }) => {
      told.push(end.status);
      return Promise.resolve();
    },
  });
  await environment.serve(activities, async () => failureOf((await environment.start(someJob())).result()));

  expect(told).toEqual([status, 'FAILED']);
  expect(activities.end).toMatchObject({ failureType: 'OutputMismatch' });
});

test.each(SIDES)(
  'when %s can not be announced, its work is ended before the job fails',
  async (status, work) => {
    const ended: string[] = [];
    let running: () => void = () => undefined;
    const workRuns = new Promise<void>((resolve) => (running = resolve));
    const activities = new FakeActivities(20, 32, {
      [work]: async () => {
        running();
        await untilCancelled();
        ended.push(work);
        throw new Error('aborted');
      },
      recordStage: async (stage) => {
        if (stage.status !== status) return;
        await workRuns;
        throw new UpreelError(FailureType.InvalidInput, 'There is no such topic.');
      },
      recordEnd: ({ end }) => {
        ended.push(end.status);
        return Promise.resolve();
      },
    });
    await environment.serve(activities, async () => failureOf((await environment.start(someJob())).result()));

    expect(ended).toEqual([work, 'FAILED']);
    expect(activities.end).toMatchObject({ failureType: 'InvalidInput', failureReason: 'There is no such topic.' });
  },
  30_000,
);
