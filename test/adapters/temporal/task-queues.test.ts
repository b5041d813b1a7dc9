import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createJobCounts } from '../../../src/adapters/temporal/create-job-counts.js';
import { createTaskQueues } from '../../../src/adapters/temporal/create-task-queues.js';
import { createWorkerVersions } from '../../../src/adapters/temporal/create-worker-versions.js';
import { startTemporal, type TestTemporal } from '../../support/start-temporal.js';

const QUEUE = 'upreel-gpu';

let temporal: TestTemporal;
let client: Client;

beforeAll(async () => {
  Runtime.install({
    workerHeartbeatInterval: '1 second',
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  temporal = await startTemporal();
  client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
});

afterAll(async () => {
  await client.connection.close();
  await Runtime.instance().shutdown();
  await temporal.stop();
});

function quiet(): void {
  // What a worker says belongs in no test's output.
}

function start(activityId: string) {
  return client.activity.start('hold', { id: activityId, taskQueue: QUEUE, scheduleToCloseTimeout: '1 minute' });
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await delay(50);
  }
}

describe('the load of a task queue', () => {
  it('is nothing where nobody ever asked', async () => {
    await expect(createTaskQueues({ client }).loadOf('nobody')).resolves.toEqual({
      backlog: 0,
      inFlight: 0,
      oldestTaskSeconds: 0,
    });
  });

  it('is what waits without a worker, and what its workers are at', async () => {
    const queues = createTaskQueues({ client });
    await Promise.all(['a', 'b', 'c'].map(start));
    const waiting = await until(
      () => queues.loadOf(QUEUE),
      ({ backlog, oldestTaskSeconds }) => backlog === 3 && oldestTaskSeconds > 0,
    );
    expect(waiting.inFlight).toBe(0);

    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const connection = await NativeConnection.connect({ address: temporal.address });
    const worker = await Worker.create({
      connection,
      taskQueue: QUEUE,
      activities: { hold: () => held },
      maxConcurrentActivityTaskExecutions: 2,
    });
    const running = worker.runUntil(async () => {
      const load = await until(
        () => queues.loadOf(QUEUE),
        ({ inFlight, backlog }) => inFlight === 2 && backlog === 1,
      );
      release();
      return load;
    });
    await expect(running).resolves.toMatchObject({ backlog: 1, inFlight: 2 });
    await connection.close();
  });
});

it('jobs are counted by how they ended, and by how long they run', async () => {
  const counts = createJobCounts({ client });
  const yesterday = new Date(Date.now() - 86_400_000);
  const tomorrow = new Date(Date.now() + 86_400_000);
  await expect(counts.endedSince(yesterday)).resolves.toEqual({ completed: 0, failed: 0 });
  await client.workflow.start('upscaleVideo', { workflowId: 'upscale-1', taskQueue: 'upreel-jobs' });
  await until(
    () => counts.runningSinceBefore(tomorrow),
    (count) => count === 1,
  );
  await expect(counts.runningSinceBefore(yesterday)).resolves.toBe(0);
});

it('a version that Temporal does not know holds nobody', async () => {
  await expect(createWorkerVersions({ client, deploymentName: 'upreel' }).isDrained('never')).resolves.toBe(true);
});
