import { createStartJobHandler, type StartJobDeps } from '../../src/triggers/start-job.js';
import type { Span } from '../../src/ports/tracer.js';
import { FakeJobControl } from '../support/fake-job-control.js';
import { MemoryObjectStore } from '../support/memory-object-store.js';
import { s3Event, sqsEvent } from './s3-events.js';

const jobId = '0af76519-16cd-43dd-8448-eb211c80319c';
const key = `data/src/real/${jobId}/video.mp4`;
const traceId = jobId.replaceAll('-', '');
const rootId = traceId.slice(0, 16);

function startJob(given: Partial<StartJobDeps> = {}) {
  const spans: Span[] = [];
  const logged: object[] = [];
  const store = new MemoryObjectStore();
  const control = new FakeJobControl();
  const handle = createStartJobHandler({
    store,
    control,
    deployment: { processedBucket: 'processed', finalBucket: 'final', precision: 'fp32' },
    log: { info: (facts) => logged.push(facts), error: (facts) => logged.push(facts) },
    tracer: { record: (span) => spans.push(span), flush: () => Promise.resolve() },
    ...given,
  });
  return { handle, store, control, spans, logged };
}

const event = (eTag: string) => sqsEvent(s3Event({ bucket: 'source', key, eTag }));

async function uploaded(given?: Partial<StartJobDeps>) {
  const rig = startJob(given);
  const { eTag } = await rig.store.write({ bucket: 'source', key }, 'a video', { contentType: 'video/mp4' });
  return { ...rig, eTag };
}

it("a job's trace begins with the event in S3, and goes on with the message that brought it", async () => {
  const { handle, spans, eTag } = await uploaded();
  await handle(event(eTag));
  expect(spans).toMatchObject([
    { traceId, spanId: rootId, name: 'S3 event', kind: 'producer', startMs: Date.parse('2026-01-01') },
    {
      traceId,
      spanId: traceId.slice(16),
      parentSpanId: rootId,
      name: 'start-job',
      kind: 'consumer',
      attributes: { 'upreel.job_id': jobId, 'messaging.message.id': 'm0', 'aws.s3.key': key },
    },
  ]);
  expect(spans[0]).not.toHaveProperty('parentSpanId');
  expect(spans[0]?.endMs).toBe(spans[1]?.startMs);
});

it('a second delivery is a part of the same trace, and no second beginning', async () => {
  const { handle, spans, eTag } = await uploaded();
  await handle(event(eTag));
  await handle(event(eTag));
  expect(spans.map(({ name }) => name)).toEqual(['S3 event', 'start-job', 'start-job']);
  expect(spans[2]).toMatchObject({ traceId, parentSpanId: rootId, attributes: { 'upreel.outcome': 'duplicate' } });
  expect(spans[2]?.spanId).not.toBe(spans[1]?.spanId);
});

it('a start that fails is in the trace and in the log by the id of its job', async () => {
  const { handle, control, spans, logged, eTag } = await uploaded();
  control.failure = new Error('Temporal is away.');
  await handle(event(eTag));
  expect(spans).toMatchObject([{ traceId, name: 'start-job', failure: 'Error: Temporal is away.' }]);
  expect(logged[0]).toMatchObject({ jobId, key });
});

it('also where S3 is away, and the key alone tells the job', async () => {
  const store = Object.assign(new MemoryObjectStore(), { head: () => Promise.reject(new Error('S3 is away.')) });
  const { handle, spans, logged } = startJob({ store });
  await handle(event('e'));
  expect(spans).toMatchObject([{ traceId, failure: 'Error: S3 is away.' }]);
  expect(logged[0]).toMatchObject({ jobId, key });
});

it('what is ignored leaves no trace', async () => {
  const { handle, spans } = startJob();
  await handle(s3Event({ bucket: 'source', key: 'other/video.mp4' }));
  expect(spans).toEqual([]);
});
