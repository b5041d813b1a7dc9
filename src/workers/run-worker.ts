import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { workerIdentity } from '../adapters/temporal/worker-identity.js';
import type { WorkerVersion } from '../config/release.js';
import { loadTemporalConfig } from '../config/temporal-config.js';
import { FORCE_AFTER_SECONDS } from './drain-times.js';
import { logMetrics } from './log-metrics.js';
import type { WorkerContext } from './run-entry.js';
import { tellAlive } from './tell-alive.js';
import { traceActivities, traceRuns } from './trace-jobs.js';

/** The server takes a heartbeat every two seconds: live frame counts and cancellation are no older than that. */
const HEARTBEAT_THROTTLE = '2 seconds';

type QueueOptions = Pick<
  WorkerOptions,
  'taskQueue' | 'activities' | 'workflowBundle' | 'maxConcurrentActivityTaskExecutions'
>;

/**
 * Polls one task queue until the process is told to stop. A parent that forked this process is told `{ready: true}` once
 * it polls, and takes it along when it goes.
 */
export async function runWorker(
  queue: QueueOptions,
  { config, tracer, log }: WorkerContext,
  version: WorkerVersion | null = null,
): Promise<void> {
  const { workerName, drainSeconds, aliveFile, metricsAddress, metricsInLog } = config;
  const { address, namespace, tls, apiKey } = loadTemporalConfig();
  const connection = await NativeConnection.connect({ address, tls, ...(apiKey !== undefined && { apiKey }) });
  try {
    const worker = await Worker.create({
      ...queue,
      connection,
      namespace,
      identity: workerIdentity(process.pid, workerName),
      ...(version !== null && {
        // A job ends on the code that it began on.
        workerDeploymentOptions: { useWorkerVersioning: true, version, defaultVersioningBehavior: 'PINNED' as const },
      }),
      interceptors: { activity: [traceActivities(tracer, workerName)] },
      sinks: traceRuns(tracer),
      maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
      shutdownGraceTime: drainSeconds * 1000,
      shutdownForceTime: (drainSeconds + FORCE_AFTER_SECONDS) * 1000,
    });
    process.once('disconnect', stopWithParent);
    const stopped = worker.run();
    const endTelling = aliveFile === undefined ? undefined : tellAlive(aliveFile);
    const endMetrics =
      metricsAddress === undefined || !metricsInLog
        ? undefined
        : logMetrics({ metricsAddress, taskQueue: queue.taskQueue, log, write: writeLine });
    process.send?.({ ready: true });
    await stopped.finally(() => endTelling?.());
    await endMetrics?.();
  } finally {
    process.off('disconnect', stopWithParent);
    await connection.close();
  }
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stopWithParent(): void {
  process.kill(process.pid, 'SIGTERM');
}
