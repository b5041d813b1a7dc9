import type { Span } from '../../ports/tracer.js';

const KINDS = { internal: 1, producer: 4, consumer: 5 } as const;
const STATUS_ERROR = 2;

/** Spans as the body of OpenTelemetry's ExportTraceServiceRequest, in its JSON form. */
export function formatSpans(service: string, spans: readonly Span[]): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': service, 'service.namespace': 'upreel' }) },
        scopeSpans: [{ scope: { name: 'upreel' }, spans: spans.map(formatSpan) }],
      },
    ],
  });
}

function formatSpan({ traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, failure }: Span) {
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(Math.max(startMs, endMs)),
    attributes: attributesOf(attributes),
    ...(failure !== undefined && { status: { code: STATUS_ERROR, message: failure } }),
  };
}

/** A text: no number of JSON holds as much. */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1_000)) * 1_000n);
}

function attributesOf(attributes: Span['attributes']) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
