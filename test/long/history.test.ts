import type { Client, Connection } from '@temporalio/client';
import type proto from '@temporalio/proto';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { guardActivities } from '../../src/activities/guard-activities.js';
import { createTemporalClient } from '../../src/adapters/temporal/create-temporal-client.js';
import { createTemporalConnection } from '../../src/adapters/temporal/create-temporal-connection.js';
import type { ExtractFramesResult } from '../../src/contracts/activities.js';
import type { UpscaleVideoInput, UpscaleVideoResult } from '../../src/contracts/job.js';
import { planKey } from '../../src/contracts/object-keys.js';
import {
  MAX_BATCHES_A_RUN,
  SEGMENTS_READY_SIGNAL,
  TASK_QUEUES,
  UPSCALE_VIDEO,
  workflowIdOf,
} from '../../src/contracts/temporal-names.js';
import { someJob } from '../support/job.js';
import { startTemporal, type TestTemporal } from '../support/start-temporal.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import { FakeActivities } from '../workflows/fake-activities.js';

type Event = proto.temporal.api.history.v1.IHistoryEvent;

jest.setTimeout(600_000);

/** Two hours at 24 frames a second, in the smallest batches there are. */
const FRAMES = 172_800;
const BATCH_FRAMES = 32;

const MAX_EVENTS = 4_096;
const MAX_BYTES = 4 * 2 ** 20;
const MAX_PAYLOAD_BYTES = 16 * 2 ** 10;
const MAX_GROWTH_BYTES = 64 * 2 ** 20;

let server: TestTemporal;
let connection: Connection;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  server = await startTemporal();
  connection = createTemporalConnection({ address: server.address, tls: false });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** Extraction that tells of its segments as often as it ever does: with each sixteenth more. */
function extractWithWord(client: Client, job: UpscaleVideoInput) {
  const handle = client.workflow.getHandle(workflowIdOf(job.jobId));
  return async (): Promise<ExtractFramesResult> => {
    for (let batches = 1; batches < MAX_BATCHES_A_RUN; batches += Math.max(1, Math.ceil(batches / 16))) {
      await handle.signal(SEGMENTS_READY_SIGNAL, { upTo: batches * BATCH_FRAMES, batchFrames: BATCH_FRAMES });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await handle.signal(SEGMENTS_READY_SIGNAL, { upTo: MAX_BATCHES_A_RUN * BATCH_FRAMES, batchFrames: BATCH_FRAMES });
    const drafts = { extractionId: 'it', frames: MAX_BATCHES_A_RUN * BATCH_FRAMES };
    return { planKey: planKey(job.jobId), frameCount: FRAMES, batchFrames: BATCH_FRAMES, audioKey: null, drafts };
  };
}

test('a film of two hours stays within the bounds of a history, a payload and the memory of its worker', async () => {
  const job = someJob();
  const client = createTemporalClient({ address: server.address, namespace: 'default', tls: false });
  let begunEarly = 0;
  const fakes = new FakeActivities(FRAMES, BATCH_FRAMES, {
    extractFrames: extractWithWord(client, job),
    upscaleBatch: (input) => {
      if (input.early !== true) return Promise.resolve({ skipped: false });
      begunEarly += 1;
      return Promise.resolve({ skipped: false, extractionId: 'it' });
    },
  });
  const memory: number[] = [];
  const sampling = setInterval(() => memory.push(process.memoryUsage().heapUsed), 500);
  const native = await NativeConnection.connect({ address: server.address });
  const workers = await Promise.all([
    Worker.create({
      connection: native,
      taskQueue: TASK_QUEUES.jobs,
      workflowBundle: workflowBundle(),
      activities: guardActivities(fakes.jobs()),
    }),
    Worker.create({ connection: native, taskQueue: TASK_QUEUES.media, activities: guardActivities(fakes.media()) }),
    Worker.create({ connection: native, taskQueue: TASK_QUEUES.gpu, activities: guardActivities(fakes.gpu()) }),
  ]);
  const stopped = workers.map((worker) => worker.run());
  const startedMs = Date.now();
  try {
    const handle = await client.workflow.start(UPSCALE_VIDEO, {
      workflowId: workflowIdOf(job.jobId),
      taskQueue: TASK_QUEUES.jobs,
      args: [job],
    });
    const result = (await handle.result()) as UpscaleVideoResult;
    const seconds = (Date.now() - startedMs) / 1000;
    clearInterval(sampling);

    const runs: RunFigures[] = [];
    for (let runId: string | null = handle.firstExecutionRunId; runId !== null;) {
      const run: RunFigures = await readRun(client, handle.workflowId, runId);
      runs.push(run);
      runId = run.nextRunId;
    }
    const [early, late] = [memory.slice(0, memory.length / 4), memory.slice((memory.length * 3) / 4)];
    const growth = Math.min(...late) - Math.min(...early);
    process.stdout.write(
      `${FRAMES} frames, ${FRAMES / BATCH_FRAMES} batches, ${begunEarly} of them early, in ${seconds.toFixed(0)} s; ${runs.length} runs; at most ` +
        `${Math.max(...runs.map(({ events }) => events))} events, ${Math.max(...runs.map(({ bytes }) => bytes))} bytes, ` +
        `payloads of ${Math.max(...runs.map(({ largestPayload }) => largestPayload))} bytes; ` +
        `heap grew by ${(growth / 2 ** 20).toFixed(1)} MiB\n`,
    );

    expect(result.frames).toEqual({ total: FRAMES, extracted: FRAMES, processed: FRAMES });
    expect(fakes.batches).toHaveLength(FRAMES / BATCH_FRAMES);
    expect(begunEarly).toBeGreaterThan(MAX_BATCHES_A_RUN / 2);
    for (const { events, bytes, largestPayload } of runs) {
      expect(events).toBeLessThan(MAX_EVENTS);
      expect(bytes).toBeLessThan(MAX_BYTES);
      expect(largestPayload).toBeLessThan(MAX_PAYLOAD_BYTES);
    }
    expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  } finally {
    clearInterval(sampling);
    for (const worker of workers) worker.shutdown();
    await Promise.all(stopped);
    await native.close();
    await client.connection.close();
  }
});

interface RunFigures {
  readonly events: number;
  readonly bytes: number;
  readonly largestPayload: number;
  readonly nextRunId: string | null;
}

async function readRun(client: Client, workflowId: string, runId: string): Promise<RunFigures> {
  const run = client.workflow.getHandle(workflowId, runId);
  const [{ raw }, history] = await Promise.all([run.describe(), run.fetchHistory()]);
  const events = history.events ?? [];
  return {
    events: events.length,
    bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? Infinity),
    largestPayload: Math.max(...events.flatMap(payloadSizes)),
    nextRunId: events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? null,
  };
}

/** Bytes of every payload in an event, wherever it is. */
function payloadSizes(event: Event): number[] {
  const sizes = [0];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if ('data' in value && value.data instanceof Uint8Array) sizes.push(value.data.byteLength);
    else for (const part of Object.values(value)) visit(part);
  };
  visit(event);
  return sizes;
}
