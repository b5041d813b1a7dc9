import { randomUUID } from 'node:crypto';
import { CancelledFailure, Context } from '@temporalio/activity';
import { Client, type WorkflowClientInterceptor } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createJobControl } from '../../../src/adapters/temporal/create-job-control.js';
import { createTemporalConnection } from '../../../src/adapters/temporal/create-temporal-connection.js';
import type { GpuActivities, JobsActivities, MediaActivities } from '../../../src/contracts/activities.js';
import type { FrameHeartbeat } from '../../../src/contracts/progress.js';
import { TASK_QUEUES, workflowIdOf } from '../../../src/contracts/temporal-names.js';
import { sampleJob } from '../../support/sample-job.js';
import { startTemporal, type TestTemporal } from '../../support/start-temporal.js';
import { workflowBundle } from '../../support/workflow-bundle.js';

const nothing = () => Promise.resolve();

describe('progressOf', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    // The batches that this test leaves unfinished are no news.
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it('adds the heartbeats of running batches to what the workflow has counted, and asks it only for news', async () => {
    const waiting = new Set<number>();
    let bothWait: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (bothWait = resolve));
    const jobs: Partial<JobsActivities> = {
      registerJob: nothing,
      recordStage: nothing,
      recordProgress: nothing,
      recordEnd: nothing,
    };
    const media: Partial<MediaActivities> = {
      probeSource: () => Promise.resolve({ format: 'mp4', codec: 'h264', width: 16, height: 16, durationSeconds: 1 }),
      extractFrames: () => Promise.resolve({ planKey: 'plan', frameCount: 96, batchFrames: 32, audioKey: null }),
    };
    const gpu: GpuActivities = {
      upscaleBatch: async ({ firstFrame }) => {
        if (firstFrame === 0) return { skipped: false };
        const context = Context.current();
        context.heartbeat({ frames: firstFrame / 32 } satisfies FrameHeartbeat);
        waiting.add(firstFrame);
        if (waiting.size === 2) bothWait();
        await context.cancelled;
        throw new CancelledFailure('unreachable');
      },
    };
    const connection = await NativeConnection.connect({ address: temporal.address });
    const workers = await Promise.all([
      Worker.create({ connection, taskQueue: TASK_QUEUES.jobs, workflowBundle: workflowBundle(), activities: jobs }),
      Worker.create({ connection, taskQueue: TASK_QUEUES.media, activities: media }),
      Worker.create({ connection, taskQueue: TASK_QUEUES.gpu, activities: gpu }),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    let queries = 0;
    const counting: WorkflowClientInterceptor = {
      query: (input, next) => {
        queries += 1;
        return next(input);
      },
    };
    const client = new Client({
      connection: createTemporalConnection({ address: temporal.address, tls: false }),
      interceptors: { workflow: [counting] },
    });
    try {
      const job = sampleJob({ jobId: randomUUID() });
      const control = createJobControl({ client });
      const { bucket, key, versionId, eTag } = job.source;
      await control.start({ job, memo: { source: { bucket, key, versionId, eTag }, optionsHash: '' }, run: 'first' });
      await reached;
      const id = workflowIdOf(job.jobId);
      // Heartbeats reach the server a moment after they are told, and so does the first batch's end.
      let progress = await control.progressOf(id);
      while ((progress?.frames.processed ?? 0) < 32 + 1 + 2) progress = await control.progressOf(id);
      expect(progress).toMatchObject({
        status: 'PROCESSING',
        frames: { total: 96, extracted: 96, processed: 32 + 1 + 2 },
      });
      // Two batches wait, and once the first one's count is in the row nothing happens any more.
      let before = 0;
      while (before !== queries) {
        before = queries;
        expect((await control.progressOf(id))?.frames).toEqual(progress?.frames);
      }
      await client.workflow.getHandle(id).terminate();
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
      await connection.close();
      await client.connection.close();
    }
  }, 30_000);
});
