import type { Logger } from 'pino';
import { formatMetrics } from '../adapters/logs/embedded-metrics.js';
import { WORKER_METRICS } from '../contracts/fleet.js';
import { METRICS } from '../contracts/metrics.js';
import { sumSamples } from '../domain/sum-samples.js';

const EVERY_MS = 60_000;
const ANSWER_WITHIN_MS = 5_000;

/** What CloudWatch is told, and what Prometheus would read for it. */
const PUBLISHED = [
  [WORKER_METRICS.frames, METRICS.frames.name, 'Count'],
  [WORKER_METRICS.stageSeconds, `${METRICS.stageSeconds.name}_sum`, 'Seconds'],
  [WORKER_METRICS.bytes, METRICS.objectBytes.name, 'Bytes'],
  [WORKER_METRICS.modelSeconds, `${METRICS.modelSeconds.name}_sum`, 'Seconds'],
  [WORKER_METRICS.attemptFailures, METRICS.attemptFailures.name, 'Count'],
] as const;

interface Settings {
  /** Of the worker's own endpoint, `host:port`. */
  readonly metricsAddress: string;
  readonly taskQueue: string;
  readonly log: Pick<Logger, 'warn'>;
  /** Takes a line of the log. */
  readonly write: (line: string) => void;
  readonly now?: () => number;
  readonly everyMs?: number;
}

/**
 * Writes once a minute what the worker did in it, for CloudWatch: its own endpoint's sums, less those of the minute
 * before. A minute in which nothing was done writes nothing.
 * @returns ends it, after a last line
 */
export function logMetrics(settings: Settings): () => Promise<void> {
  const { metricsAddress, taskQueue, log, write, now = Date.now, everyMs = EVERY_MS } = settings;
  const names = PUBLISHED.map(([, name]) => name);
  let before = sumSamples('', names);

  async function publish(): Promise<void> {
    const answer = await fetch(`http://${metricsAddress}/metrics`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const sums = sumSamples(await answer.text(), names);
    const done = PUBLISHED.map(([metric, name, unit]) => {
      return [metric, { value: (sums[name] ?? 0) - (before[name] ?? 0), unit }] as const;
    });
    before = sums;
    if (done.every(([, { value }]) => value === 0)) return;
    const { namespace, dimension } = WORKER_METRICS;
    const dimensions = { [dimension]: taskQueue };
    write(formatMetrics({ namespace, dimensions, metrics: Object.fromEntries(done), nowMs: now() }));
  }

  let last = Promise.resolve();
  const publishNext = (): Promise<void> => {
    last = last.then(publish).catch((error: unknown) => {
      log.warn({ err: error }, "the worker's metrics could not be read");
    });
    return last;
  };
  const timer = setInterval(() => void publishNext(), everyMs).unref();
  return () => {
    clearInterval(timer);
    return publishNext();
  };
}
