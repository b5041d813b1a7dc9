import type { TracePoint } from '../contracts/trace.js';

/** Something that took its time. */
export interface Span extends TracePoint {
  readonly name: string;
  readonly kind: 'internal' | 'producer' | 'consumer';
  /** Absent: where the trace begins. */
  readonly parentSpanId?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Why it failed, for people; absent where it did not. */
  readonly failure?: string;
}

/** Takes spans as they end. Tracing never fails and never holds up what is traced: spans that can't be sent are dropped. */
export interface Tracer {
  readonly record: (span: Span) => void;
  /** Sends what has not been sent yet, for a second at most: before a process ends, or is frozen. */
  readonly flush: () => Promise<void>;
}
