import { createTracer } from '../../../src/adapters/otlp/create-tracer.js';
import type { Span } from '../../../src/ports/tracer.js';
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.js';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const span: Span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '00f067aa0ba902b7',
  name: 'upscaleBatch',
  kind: 'internal',
  startMs: 1_700_000_000_123.25,
  endMs: 1_700_000_001_000,
  attributes: { 'upreel.job_id': 'a', 'temporal.attempt': 2, waited: 0.5, first: true },
};

function tracer(given: { readonly url?: string; readonly now?: () => number } = {}) {
  const warned: unknown[] = [];
  const { url = `${receiver.endpoint}/v1/traces`, ...rest } = given;
  const made = createTracer({
    service: 'gpu-worker',
    collector: { url, headers: { 'x-key': 'secret' } },
    log: { warn: (facts: unknown) => warned.push(facts) },
    ...rest,
  });
  return { ...made, warned };
}

it('sends spans as OpenTelemetry wants them, ids and times to the digit', async () => {
  const { record, flush } = tracer();
  record(span);
  record({ ...span, spanId: '1111111111111111', failure: 'no picture' });
  await flush();
  expect(receiver.requests).toMatchObject([
    { path: '/v1/traces', headers: { 'content-type': 'application/json', 'x-key': 'secret' } },
  ]);
  expect(receiver.spans).toEqual([
    {
      service: 'gpu-worker',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      parentSpanId: '00f067aa0ba902b7',
      name: 'upscaleBatch',
      kind: 1,
      startTimeUnixNano: '1700000000123250000',
      endTimeUnixNano: '1700000001000000000',
      attributes: span.attributes,
    },
    expect.objectContaining({ spanId: '1111111111111111', status: { code: 2, message: 'no picture' } }),
  ]);
});

it('asks nobody when there is nothing to send', async () => {
  await tracer().flush();
  expect(receiver.requests).toEqual([]);
});

it.each(['silence', 503] as const)(
  'a collector that answers with %s holds up nothing and fails nothing',
  async (answer) => {
    receiver.answer(answer);
    let nowMs = 0;
    const { record, flush, warned } = tracer({ now: () => nowMs });
    record(span);
    const beganMs = performance.now();
    await flush();
    expect(performance.now() - beganMs).toBeLessThan(5_000);
    expect(warned).toHaveLength(1);

    // It is left alone for a while, and told of once.
    record(span);
    await flush();
    expect(receiver.requests).toHaveLength(1);
    nowMs += 31_000;
    await flush();
    expect(receiver.requests).toHaveLength(2);
    expect(warned).toHaveLength(1);

    // Once it answers, what is recorded from then on arrives.
    receiver.answer(200);
    record({ ...span, name: 'later' });
    nowMs += 31_000;
    await flush();
    expect(receiver.spans.map(({ name }) => name)).toEqual(['later']);
  },
);

it('a collector that is not there is no different', async () => {
  const { record, flush, warned } = tracer({ url: 'http://127.0.0.1:1/v1/traces' });
  record(span);
  await expect(flush()).resolves.toBeUndefined();
  expect(warned).toHaveLength(1);
});

it('keeps no more spans than memory is meant for', async () => {
  const { record, flush } = tracer();
  for (let index = 0; index < 5_000; index += 1) record(span);
  await flush();
  expect(receiver.spans).toHaveLength(2_048);
  expect(receiver.requests).toHaveLength(4);
});

it('without a collector it does nothing', async () => {
  const { record, flush } = createTracer({ service: 'x', collector: null, log: { warn: () => undefined } });
  record(span);
  await flush();
});
