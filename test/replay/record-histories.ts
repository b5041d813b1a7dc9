import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Context } from '@temporalio/activity';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { guardActivities } from '../../src/activities/guard-activities.js';
import { createTemporalConnection } from '../../src/adapters/temporal/create-temporal-connection.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { resolveJobOptions } from '../../src/contracts/job-options.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { planKey } from '../../src/contracts/object-keys.js';
import { SEGMENTS_READY_SIGNAL, TASK_QUEUES, UPSCALE_VIDEO, workflowIdOf } from '../../src/contracts/temporal-names.js';
import globalSetup from '../support/global-setup.js';
import { startTemporal } from '../support/start-temporal.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import { FakeActivities } from '../workflows/fake-activities.js';
import { activityInputs } from './activity-inputs.js';

/** In place of the names of this machine and its processes. */
const IDENTITY = 'recorder';

const HERE = import.meta.dirname;

/** What replay never looks at: large, or of the machine that recorded. */
const TRIFLES = new Set(['stackTrace', 'userMetadata', 'identity', 'requestId', 'taskId', 'retryPolicy']);

function withoutTrifles(key: string, value: unknown): unknown {
  return TRIFLES.has(key) ? undefined : value;
}

/** A job that says nothing of whoever recorded it. */
function recordedJob(index: number): UpscaleVideoInput {
  const jobId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    jobId,
    videoName: 'clip.mp4',
    videoType: 'anime',
    source: {
      bucket: 'source',
      key: `data/src/anime/${jobId}/clip.mp4`,
      versionId: null,
      eTag: '0123456789abcdef0123456789abcdef',
      sizeBytes: 12_345,
      contentType: 'video/mp4',
    },
    processedBucket: 'processed',
    finalBucket: 'final',
    options: resolveJobOptions({}, 'anime', 'fp32'),
  };
}

const broken = () => Promise.reject(new UpreelError(FailureType.OutputMismatch, 'The stored batch is damaged.'));

/** Waits for its cancellation as a real activity does: heartbeats bring it. */
async function untilCancelled(): Promise<never> {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, 100);
  try {
    return await context.cancelled;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs jobs of every kind of end on the dev server and writes their histories, and what their activities were given.
 * @param only of these kinds; of none given: of all
 */
async function record(only: readonly string[]): Promise<void> {
  const wanted = (kind: string): boolean => only.length === 0 || only.includes(kind);
  await globalSetup();
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  const server = await startTemporal();
  const connection = createTemporalConnection({ address: server.address, tls: false });
  const native = await NativeConnection.connect({ address: server.address });
  const client = new Client({ connection, identity: IDENTITY });
  try {
    const start = (job: UpscaleVideoInput) =>
      client.workflow.start(UPSCALE_VIDEO, {
        workflowId: workflowIdOf(job.jobId),
        taskQueue: TASK_QUEUES.jobs,
        args: [job],
        priority: { priorityKey: job.options.priority },
      });
    const save = async (name: string, workflowId: string, runId?: string) => {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const json = JSON.stringify(JSON.parse(historyToJSON(history)), withoutTrifles);
      writeFileSync(join(HERE, 'histories', `${name}.json`), `${json}\n`);
      return history;
    };
    const ended = (job: UpscaleVideoInput) => client.workflow.result(workflowIdOf(job.jobId)).catch(() => undefined);

    if (wanted('completed')) {
      const completed = recordedJob(1);
      await serve(native, new FakeActivities(40), async () => {
        await start(completed);
        await ended(completed);
      });
      const inputs = activityInputs(await save('completed', workflowIdOf(completed.jobId)));
      const { version } = JSON.parse(readFileSync(join(HERE, '../../package.json'), 'utf8')) as { version: string };
      writeFileSync(join(HERE, 'inputs', `${version}.json`), `${JSON.stringify(inputs, null, 2)}\n`);
    }

    if (wanted('failed')) {
      const failed = recordedJob(2);
      await serve(native, new FakeActivities(40, 32, { recomposeVideo: broken }), async () => {
        await start(failed);
        await ended(failed);
      });
      await save('failed', workflowIdOf(failed.jobId));
      await serve(native, new FakeActivities(40), async () => {
        await start(failed);
        await ended(failed);
      });
      await save('retried', workflowIdOf(failed.jobId));
    }

    if (wanted('cancelled')) {
      const cancelled = recordedJob(3);
      let reached: () => void = () => undefined;
      const upscaling = new Promise<void>((resolve) => (reached = resolve));
      const waiting = new FakeActivities(40, 32, {
        upscaleBatch: () => {
          reached();
          return untilCancelled();
        },
      });
      await serve(native, waiting, async () => {
        const handle = await start(cancelled);
        await upscaling;
        await handle.cancel();
        await ended(cancelled);
      });
      await save('cancelled', workflowIdOf(cancelled.jobId));
    }

    if (wanted('long')) {
      const long = recordedJob(4);
      const first = await serve(native, new FakeActivities(520, 1), async () => {
        const handle = await start(long);
        await ended(long);
        return handle.firstExecutionRunId;
      });
      await save('500-batches', workflowIdOf(long.jobId), first);
      await save('continued-as-new', workflowIdOf(long.jobId));
    }
    if (wanted('overlapped')) {
      const overlapped = recordedJob(5);
      const handle = client.workflow.getHandle(workflowIdOf(overlapped.jobId));
      await serve(native, new FakeActivities(100, 32, overlapping(handle)), async () => {
        await start(overlapped);
        await ended(overlapped);
      });
      await save('overlapped', handle.workflowId);
    }
  } finally {
    await connection.close();
    await native.close();
    await server.stop();
  }
}

/** Two batches are made while frames are extracted, one of them of what another attempt drafted. */
function overlapping(handle: WorkflowHandle): ConstructorParameters<typeof FakeActivities>[2] {
  let made: () => void = () => undefined;
  const bothMade = new Promise<void>((resolve) => (made = resolve));
  return {
    extractFrames: async ({ job }) => {
      await handle.signal(SEGMENTS_READY_SIGNAL, { upTo: 32, batchFrames: 32 });
      await handle.signal(SEGMENTS_READY_SIGNAL, { upTo: 64, batchFrames: 32 });
      await bothMade;
      const drafts = { extractionId: 'second', frames: 64 };
      return { planKey: planKey(job.jobId), frameCount: 100, batchFrames: 32, audioKey: null, drafts };
    },
    upscaleBatch: ({ firstFrame, early }) => {
      if (early !== true) return Promise.resolve({ skipped: false });
      if (firstFrame > 0) setTimeout(made, 500);
      return Promise.resolve({ skipped: false, extractionId: firstFrame > 0 ? 'second' : 'first' });
    },
  };
}

async function serve<T>(connection: NativeConnection, fakes: FakeActivities, work: () => Promise<T>): Promise<T> {
  const shared = { connection, identity: IDENTITY };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.jobs,
      workflowBundle: workflowBundle(),
      activities: guardActivities(fakes.jobs()),
    }),
    Worker.create({ ...shared, taskQueue: TASK_QUEUES.media, activities: guardActivities(fakes.media()) }),
    Worker.create({ ...shared, taskQueue: TASK_QUEUES.gpu, activities: guardActivities(fakes.gpu()) }),
  ]);
  const runs = workers.map((worker) => worker.run());
  try {
    return await work();
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  }
}

for (const folder of ['histories', 'inputs']) mkdirSync(join(HERE, folder), { recursive: true });
await record(process.argv.slice(2));
