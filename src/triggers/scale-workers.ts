import { ECSClient } from '@aws-sdk/client-ecs';
import { createWorkerServices } from '../adapters/ecs/create-worker-services.js';
import { createTaskQueues } from '../adapters/temporal/create-task-queues.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadCluster, loadFleets, type ScaledFleet } from '../config/fleet-config.js';
import { FLEET_METRICS } from '../contracts/fleet.js';
import { TASK_QUEUES } from '../contracts/temporal-names.js';
import { desiredWorkers, type Need, neededWorkers, rememberNeed } from '../domain/desired-workers.js';
import type { TaskQueues } from '../ports/task-queues.js';
import type { WorkerServices } from '../ports/worker-services.js';
import { composeOnce } from './compose-once.js';
import { deployedTemporal } from './deployed-temporal.js';
import { formatMetrics } from '../adapters/logs/embedded-metrics.js';

export interface ScaleWorkersDeps {
  readonly queues: TaskQueues;
  readonly services: WorkerServices;
  readonly fleets: readonly ScaledFleet[];
  /** Takes a line of the log. */
  readonly write: (line: string) => void;
  readonly now: () => number;
}

/**
 * Publishes, once a call, how many workers each queue lacks or has too many. What was needed before is remembered here:
 * a process that has just begun lets nobody go until it has seen the whole time in which a worker must not be needed.
 * @throws UpreelError when Temporal or ECS does not answer; the other queue is still published
 */
export function createScaleWorkersHandler({ queues, services, fleets, write, now }: ScaleWorkersDeps) {
  const histories = new Map<string, readonly Need[]>();

  async function publish({ queue, service, limits }: ScaledFleet): Promise<void> {
    const [load, ordered] = await Promise.all([queues.loadOf(TASK_QUEUES[queue]), services.orderedOf(service)]);
    const nowMs = now();
    const need = { atMs: nowMs, workers: neededWorkers(load, limits) };
    const needs = rememberNeed(histories.get(queue) ?? [], need, limits);
    histories.set(queue, needs);
    const missing = desiredWorkers({ needs, ordered, nowMs }, limits) - ordered;
    write(
      formatMetrics({
        namespace: FLEET_METRICS.namespace,
        dimensions: { [FLEET_METRICS.dimension]: TASK_QUEUES[queue] },
        metrics: {
          [FLEET_METRICS.missing]: { value: missing, unit: 'Count' },
          [FLEET_METRICS.backlog]: { value: load.backlog, unit: 'Count' },
          [FLEET_METRICS.inFlight]: { value: load.inFlight, unit: 'Count' },
          [FLEET_METRICS.oldestTask]: { value: load.oldestTaskSeconds, unit: 'Seconds' },
        },
        nowMs,
      }),
    );
  }

  /** Their workers run always: it is only told how long a task waits. */
  async function publishJobs(): Promise<void> {
    const { backlog, oldestTaskSeconds } = await queues.waitingIn(TASK_QUEUES.jobs);
    write(
      formatMetrics({
        namespace: FLEET_METRICS.namespace,
        dimensions: { [FLEET_METRICS.dimension]: TASK_QUEUES.jobs },
        metrics: {
          [FLEET_METRICS.backlog]: { value: backlog, unit: 'Count' },
          [FLEET_METRICS.oldestTask]: { value: oldestTaskSeconds, unit: 'Seconds' },
        },
        nowMs: now(),
      }),
    );
  }

  return async (): Promise<void> => {
    const published = await Promise.allSettled(fleets.map(publish));
    published.push(...(await Promise.allSettled([publishJobs()])));
    const failed = published.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
}

/** The Lambda function, called by a schedule. */
export const handler = composeOnce(async () =>
  createScaleWorkersHandler({
    queues: createTaskQueues({ client: createTemporalClient(await deployedTemporal()) }),
    services: createWorkerServices({ client: new ECSClient(), cluster: loadCluster() }),
    fleets: loadFleets(),
    write: (line) => process.stdout.write(`${line}\n`),
    now: Date.now,
  }),
);
