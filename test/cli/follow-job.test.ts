import { followJob } from '../../src/cli/follow-job.js';
import { createFrontDoor } from '../../src/cli/front-door/create-front-door.js';
import { freePort } from '../../src/local/free-port.js';
import { type FakeFront, JOB_ID, startFakeFront } from './fake-front.js';
import { COMPLETED, RUNNING } from './job-samples.js';

let fake: FakeFront | null = null;

afterEach(async () => {
  await fake?.close();
  fake = null;
});

const request = {
  jobId: JOB_ID,
  signal: new AbortController().signal,
  onView: () => undefined,
  pollMs: 1,
};

test('a job that will appear is waited for', async () => {
  fake = await startFakeFront({ looks: [null, null, RUNNING, COMPLETED] });
  const front = createFrontDoor(fake.address);
  expect(await followJob({ ...request, front, expectSoon: true })).toEqual(COMPLETED);
});

test('a job that vanishes while it is followed is an error', async () => {
  fake = await startFakeFront({ looks: [RUNNING, null] });
  const front = createFrontDoor(fake.address);
  await expect(followJob({ ...request, front, expectSoon: true })).rejects.toThrow('There is no job');
});

test('a stack that stays away longer than one has patience is an error that names it', async () => {
  const front = createFrontDoor(`http://127.0.0.1:${await freePort()}`);
  await expect(followJob({ ...request, front, expectSoon: true, patienceMs: 20 })).rejects.toThrow('does not answer');
});

test('a stack that comes back in time is no error', async () => {
  fake = await startFakeFront({ looks: [COMPLETED] });
  const front = createFrontDoor(fake.address);
  let away = 3;
  const shaky: typeof front = {
    ...front,
    job: (jobId, signal) => {
      away -= 1;
      return away > 0 ? createFrontDoor('http://127.0.0.1:9').job(jobId, signal) : front.job(jobId, signal);
    },
  };
  expect(await followJob({ ...request, front: shaky, expectSoon: false })).toEqual(COMPLETED);
});
