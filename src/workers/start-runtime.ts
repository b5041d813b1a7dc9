import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createTemporalLogger } from '../adapters/logs/create-temporal-logger.js';
import type { WorkerConfig } from '../config/worker-config.js';
import { METRIC_BUCKETS } from '../contracts/metrics.js';

/**
 * Temporal's SDK in this process: its lines go to the worker's log, and its metrics and Upreel's to one endpoint for
 * Prometheus; where nothing can listen at its address, the worker works without. Once a process, before anything else
 * of the SDK.
 */
export function startRuntime(log: Logger, { metricsAddress }: Pick<WorkerConfig, 'metricsAddress'>): void {
  const logging = { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } as const;
  const logger = createTemporalLogger(log);
  if (metricsAddress !== undefined) {
    const metrics = { attachServiceName: false, prometheus: { bindAddress: metricsAddress, ...EXPORTER } };
    try {
      Runtime.install({ logger, telemetryOptions: { logging, metrics } });
      return;
    } catch (error) {
      log.error(
        { err: error },
        `there are no metrics: nothing can listen at UPREEL_METRICS_ADDRESS, ${metricsAddress}`,
      );
    }
  }
  Runtime.install({ logger, telemetryOptions: { logging } });
}

/** Names as Prometheus wants them: counters end in `_total`, times are seconds and say so. */
const EXPORTER = {
  countersTotalSuffix: true,
  unitSuffix: true,
  useSecondsForDurations: true,
  histogramBucketOverrides: mutable(METRIC_BUCKETS),
};

function mutable(buckets: Readonly<Record<string, readonly number[]>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(buckets).map(([name, bounds]) => [name, [...bounds]]));
}
