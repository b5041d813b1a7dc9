/** Name and form of W3C's trace context, in the headers of a job's workflow and its activities. */
export const TRACEPARENT = 'traceparent';

/** Where in a trace something happens: hex, 32 and 16 digits. */
export interface TracePoint {
  readonly traceId: string;
  readonly spanId: string;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const HEADER = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/;

/**
 * The points of a job's one trace. Ids follow from the job's: whoever starts its workflow, and however often, it is the
 * same trace, and it is found by the job's id without its hyphens. null for an id that is no UUID.
 */
export function tracePointsOf(jobId: string): { readonly event: TracePoint; readonly start: TracePoint } | null {
  if (!UUID.test(jobId)) return null;
  const traceId = jobId.replaceAll('-', '');
  return {
    event: { traceId, spanId: traceId.slice(0, 16) },
    start: { traceId, spanId: traceId.slice(16) },
  };
}

/** A workflow's run as a point of its job's trace: replay finds the same one, and nothing has to be kept for it. */
export function runPointOf(runId: string, { traceId }: TracePoint): TracePoint {
  return { traceId, spanId: runId.replaceAll('-', '').slice(-16) };
}

export function formatTraceparent({ traceId, spanId }: TracePoint): string {
  return `00-${traceId}-${spanId}-01`;
}

/** null for anything else than such a header. */
export function parseTraceparent(header: unknown): TracePoint | null {
  const [, traceId, spanId] = typeof header === 'string' ? (HEADER.exec(header) ?? []) : [];
  return traceId === undefined || spanId === undefined ? null : { traceId, spanId };
}
