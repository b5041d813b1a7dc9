import type { Logger } from 'pino';
import type { Span, Tracer } from '../../ports/tracer.js';
import { formatSpans } from './format-spans.js';

export interface TracerSettings {
  /** What the spans are of, for the collector: `start-job`, `gpu-worker`. */
  readonly service: string;
  /** null: nothing is traced. */
  readonly collector: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | null;
  /** Is told that spans can't be sent, once for as long as that lasts. */
  readonly log: Pick<Logger, 'warn'>;
  readonly now?: () => number;
}

const EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 1_000;
/** A collector that is away is left alone for so long. */
const PAUSE_MS = 30_000;
const SPANS_A_REQUEST = 512;
const SPANS_KEPT = 2_048;

/** OpenTelemetry's protocol over HTTP, in JSON, to a collector. */
export function createTracer({ service, collector, log, now = Date.now }: TracerSettings): Tracer {
  if (collector === null) return { record: () => undefined, flush: () => Promise.resolve() };
  const { url, headers } = collector;
  let queue: Span[] = [];
  let pausedUntilMs = 0;
  let isAway = false;
  let sending = Promise.resolve();

  async function post(spans: readonly Span[]): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: formatSpans(service, spans),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  }

  async function sendAll(): Promise<void> {
    while (queue.length > 0 && now() >= pausedUntilMs) {
      const spans = queue.slice(0, SPANS_A_REQUEST);
      queue = queue.slice(SPANS_A_REQUEST);
      try {
        await post(spans);
        isAway = false;
      } catch (error) {
        pausedUntilMs = now() + PAUSE_MS;
        if (!isAway) log.warn({ err: error }, `traces can't be sent to ${url}; those of now are dropped`);
        isAway = true;
      }
    }
  }

  function flush(): Promise<void> {
    sending = sending.then(sendAll);
    return sending;
  }

  setInterval(() => void flush(), EVERY_MS).unref();
  return {
    record(span) {
      if (queue.length < SPANS_KEPT) queue.push(span);
    },
    flush,
  };
}
