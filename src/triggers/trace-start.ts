import { randomBytes } from 'node:crypto';
import { tracePointsOf } from '../contracts/trace.js';
import type { Tracer } from '../ports/tracer.js';

export interface TracedStart {
  readonly jobId: string;
  readonly outcome: 'started' | 'duplicate' | 'failed';
  readonly bucket: string;
  readonly key: string;
  /** Of S3's clock; null where the event does not say. */
  readonly eventMs: number | null;
  /** Of SQS; null for an event that came directly. */
  readonly messageId: string | null;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly failure?: string;
}

/**
 * Records the event of an upload, from S3's telling until it was heard, and the start of the job. The event that started
 * it is where the trace begins; another delivery of it is a part of that.
 */
export function traceStart(tracer: Tracer, start: TracedStart): void {
  const { jobId, outcome, bucket, key, eventMs, messageId, beganMs, endedMs, failure } = start;
  const points = tracePointsOf(jobId);
  if (points === null) return;
  const attributes = {
    'upreel.job_id': jobId,
    'aws.s3.bucket': bucket,
    'aws.s3.key': key,
    ...(messageId !== null && { 'messaging.system': 'aws_sqs', 'messaging.message.id': messageId }),
  };
  const isFirst = outcome === 'started';
  if (isFirst) {
    const startMs = Math.min(eventMs ?? beganMs, beganMs);
    tracer.record({ ...points.event, name: 'S3 event', kind: 'producer', startMs, endMs: beganMs, attributes });
  }
  tracer.record({
    ...points.start,
    spanId: isFirst ? points.start.spanId : randomBytes(8).toString('hex'),
    parentSpanId: points.event.spanId,
    name: 'start-job',
    kind: 'consumer',
    startMs: beganMs,
    endMs: endedMs,
    attributes: { ...attributes, 'upreel.outcome': outcome },
    ...(failure !== undefined && { failure }),
  });
}
