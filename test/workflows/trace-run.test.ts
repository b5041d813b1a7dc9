import { Client } from '@temporalio/client';
import { traceStarts } from '../../src/adapters/temporal/trace-starts.js';
import { FailureType, UpreelError } from '../../src/contracts/failures.js';
import { TASK_QUEUES, UPSCALE_VIDEO, workflowIdOf } from '../../src/contracts/temporal-names.js';
import type { Span } from '../../src/ports/tracer.js';
import type { upscaleVideo } from '../../src/workflows/upscale-video.js';
import { sampleJob } from '../support/sample-job.js';
import { FakeActivities } from './fake-activities.js';
import { createJobEnvironment, type JobEnvironment } from './job-environment.js';

let environment: JobEnvironment;
let traced: Client;
beforeAll(async () => {
  environment = await createJobEnvironment();
  traced = new Client({ connection: environment.client.connection, interceptors: { workflow: [traceStarts] } });
});
afterAll(() => environment.close());

/** The spans of a job that has come to its end, however it did. */
async function spansOf(jobId: string, activities: FakeActivities, client = traced): Promise<readonly Span[]> {
  const spans: Span[] = [];
  const tracer = { record: (span: Span) => spans.push(span), flush: () => Promise.resolve() };
  const job = sampleJob({ jobId });
  const ended = (): Promise<unknown> =>
    client.workflow
      .execute<typeof upscaleVideo>(UPSCALE_VIDEO, {
        taskQueue: TASK_QUEUES.jobs,
        workflowId: workflowIdOf(jobId),
        args: [job],
      })
      .catch((error: unknown) => error);
  await environment.serve(activities, ended, tracer);
  return spans;
}

const named = (spans: readonly Span[], name: string) => spans.filter((span) => span.name === name);

it('a run is a part of what started it, and its activities are parts of the run', async () => {
  const jobId = '0af76519-16cd-43dd-8448-eb211c80319c';
  const spans = await spansOf(jobId, new FakeActivities(70));
  const [run, ...otherRuns] = named(spans, 'upscaleVideo');
  expect(otherRuns).toEqual([]);
  expect(run).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: '8448eb211c80319c',
    attributes: { 'upreel.job_id': jobId },
  });
  const activities = spans.filter((span) => span !== run);
  expect(named(activities, 'upscaleBatch').map(({ attributes }) => attributes['temporal.activity_id'])).toEqual(
    expect.arrayContaining(['batch-0', 'batch-32', 'batch-64']),
  );
  for (const span of activities) {
    expect(span).toMatchObject({
      traceId: run?.traceId,
      parentSpanId: run?.spanId,
      attributes: { 'upreel.job_id': jobId, 'temporal.attempt': 1 },
    });
  }
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
});

it('a failure is told where it happened, and of the run', async () => {
  const failing = new FakeActivities(70, 32, {
    extractFrames: () => Promise.reject(new UpreelError(FailureType.UnsupportedMedia, 'no picture')),
  });
  const spans = await spansOf('1af76519-16cd-43dd-8448-eb211c80319c', failing);
  expect(named(spans, 'extractFrames')).toMatchObject([
    { failure: 'no picture', attributes: { 'error.type': 'UnsupportedMedia' } },
  ]);
  expect(named(spans, 'upscaleVideo')).toMatchObject([{ failure: expect.stringContaining('no picture') as string }]);
});

it('a job that goes on in a next run stays in its trace', async () => {
  const spans = await spansOf('2af76519-16cd-43dd-8448-eb211c80319c', new FakeActivities(501 * 32));
  const runs = named(spans, 'upscaleVideo');
  expect(runs).toHaveLength(2);
  expect(runs.map(({ failure }) => failure)).toEqual([undefined, undefined]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  const last = named(spans, 'upscaleBatch').find(
    ({ attributes }) => attributes['temporal.activity_id'] === 'batch-16000',
  );
  expect(last?.parentSpanId).toBe(runs[1]?.spanId);
});

it('a job whose start names no trace leaves none', async () => {
  const spans = await spansOf('3af76519-16cd-43dd-8448-eb211c80319c', new FakeActivities(1), environment.client);
  expect(spans).toEqual([]);
});
