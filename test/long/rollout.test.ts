import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Connection } from '@temporalio/client';
import { guardActivities } from '../../src/activities/guard-activities.js';
import { createJobControl } from '../../src/adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../../src/adapters/temporal/create-temporal-client.js';
import { createTemporalConnection } from '../../src/adapters/temporal/create-temporal-connection.js';
import { setCurrentVersion } from '../../src/admin/set-current-version.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { TASK_QUEUES, UPSCALE_VIDEO, workflowIdOf } from '../../src/contracts/temporal-names.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { someJob } from '../support/job.js';
import { startTemporal, type TestTemporal } from '../support/start-temporal.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import { FakeActivities } from '../workflows/fake-activities.js';

jest.setTimeout(120_000);

const NAMESPACE = 'default';
const REPLAY = join(import.meta.dirname, '../../scripts/replay-histories.js');
const OTHER_WORKFLOW = join(import.meta.dirname, 'support/other-workflow.js');
const versionOf = (buildId: string) => ({ deploymentName: 'upreel', buildId });

let server: TestTemporal;
let connection: Connection;
const fleets: Fleet[] = [];

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  server = await startTemporal();
  connection = createTemporalConnection({ address: server.address, tls: false });
});

afterAll(async () => {
  await Promise.all(fleets.map((fleet) => fleet.stop()));
  await connection.close();
  await server.stop();
});

/** The three services of one release: the workflows versioned, the others not. */
interface Fleet {
  stopOthers(): Promise<void>;
  stop(): Promise<void>;
}

async function startFleet(buildId: string, fakes: FakeActivities): Promise<Fleet> {
  const native = await NativeConnection.connect({ address: server.address });
  const start = async (options: Pick<WorkerOptions, 'taskQueue'> & Partial<WorkerOptions>) => {
    const worker = await Worker.create({ connection: native, ...options });
    const stopped = worker.run();
    return async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopped;
    };
  };
  const [stopJobs, ...others] = await Promise.all([
    start({
      taskQueue: TASK_QUEUES.jobs,
      workflowBundle: workflowBundle(),
      activities: guardActivities(fakes.jobs()),
      workerDeploymentOptions: {
        useWorkerVersioning: true,
        version: versionOf(buildId),
        defaultVersioningBehavior: 'PINNED',
      },
    }),
    start({ taskQueue: TASK_QUEUES.media, activities: guardActivities(fakes.media()) }),
    start({ taskQueue: TASK_QUEUES.gpu, activities: guardActivities(fakes.gpu()) }),
  ]);
  const stopOthers = async (): Promise<void> => {
    await Promise.all(others.map((stop) => stop()));
  };
  const stop = async (): Promise<void> => {
    await Promise.all([stopJobs(), stopOthers()]);
    await native.close();
  };
  const fleet = { stopOthers, stop };
  fleets.push(fleet);
  return fleet;
}

/** As an operator's `upreel admin init` does, until the workers of the version are known. */
const makeCurrent = (buildId: string): Promise<string> =>
  eventually(() =>
    setCurrentVersion({ connection, namespace: NAMESPACE, version: versionOf(buildId) }).catch(() => null),
  );

test('a roll-out of all three services in mid-job strands and fails no job', async () => {
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  let midJob: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (midJob = resolve));
  const first = new FakeActivities(320, 32, {
    upscaleBatch: async ({ firstFrame }) => {
      if (firstFrame === 64) midJob();
      if (firstFrame >= 64) await released;
      return { skipped: false };
    },
  });
  const second = new FakeActivities(320);
  const client = createTemporalClient({ address: server.address, namespace: NAMESPACE, tls: false });
  const control = createJobControl({ client });
  const start = async (job: UpscaleVideoInput) => {
    const { bucket, key, versionId, eTag } = job.source;
    await control.start({ job, memo: { source: { bucket, key, versionId, eTag }, optionsHash: '' }, run: 'first' });
  };
  try {
    const before = await startFleet('1.0.0-aaa', first);
    expect(await makeCurrent('1.0.0-aaa')).toBe('New jobs begin on version 1.0.0-aaa; it was none.');
    const running = someJob();
    await start(running);
    await reached;

    const refused = setCurrentVersion({ connection, namespace: NAMESPACE, version: versionOf('1.1.0-bbb') });
    await expect(refused).rejects.toThrow(/Version 1\.1\.0-bbb has no workers yet.* beginning on 1\.0\.0-aaa/);
    await startFleet('1.1.0-bbb', second);
    expect(await makeCurrent('1.1.0-bbb')).toBe('New jobs begin on version 1.1.0-bbb; it was 1.0.0-aaa.');
    expect(await makeCurrent('1.1.0-bbb')).toBe('New jobs begin on version 1.1.0-bbb.');
    letGo();
    await before.stopOthers();

    const later = someJob();
    await start(later);
    const results = await Promise.all(
      [running, later].map(({ jobId }) => client.workflow.getHandle(workflowIdOf(jobId)).result() as Promise<object>),
    );
    for (const result of results) expect(result).toMatchObject({ frames: { processed: 320 } });
    // The workflow, and with it the light activities, stayed with the release that began the job.
    expect(first.calls.filter((call) => call === 'recordEnd COMPLETED')).toHaveLength(1);
    expect(second.calls.filter((call) => call === 'recordEnd COMPLETED')).toHaveLength(1);
  } finally {
    letGo();
    await client.connection.close();
  }
});

/** `scripts/replay-histories.js` as an operator runs it before a roll-out. */
function replay(): Promise<{ readonly code: unknown; readonly said: string }> {
  const env = { ...process.env, UPREEL_TEMPORAL_ADDRESS: server.address, UPREEL_TEMPORAL_NAMESPACE: NAMESPACE };
  return new Promise((resolve) => {
    execFile(process.execPath, [REPLAY], { env }, (error, said) => {
      resolve({ code: error === null ? 0 : error.code, said });
    });
  });
}

test('what a roll-out would break is said before it', async () => {
  expect(await replay()).toMatchObject({ code: 0 });

  const native = await NativeConnection.connect({ address: server.address });
  const client = createTemporalClient({ address: server.address, namespace: NAMESPACE, tls: false });
  try {
    const worker = await Worker.create({ connection: native, taskQueue: 'other', workflowsPath: OTHER_WORKFLOW });
    const options = { workflowId: 'upscale-other', taskQueue: 'other', args: [someJob()] };
    await worker.runUntil(() => client.workflow.execute(UPSCALE_VIDEO, options));
    const { said } = await eventually(async () => {
      const answer = await replay();
      return answer.code === 1 ? answer : null;
    });
    expect(said).toMatch(/^upscale-other \(.*\): .*Nondeterminism/m);
    expect(said).toMatch(/^\d+ runs replayed: 1 would break$/m);
  } finally {
    await client.connection.close();
    await native.close();
  }
});
