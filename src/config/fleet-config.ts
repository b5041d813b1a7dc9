import { type ScaledQueue, WORKER_SLOTS } from '../contracts/fleet.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { FleetLimits } from '../domain/desired-workers.js';
import { wholeNumber } from './whole-number.js';

/** A queue whose workers come and go, and the service that runs them. */
export interface ScaledFleet {
  readonly queue: ScaledQueue;
  readonly service: string;
  readonly limits: FleetLimits;
}

/** The ECS cluster that the workers run in. @throws UpreelError `InvalidInput` */
export function loadCluster(env: NodeJS.ProcessEnv = process.env): string {
  return required(env, 'UPREEL_CLUSTER');
}

/** What the function that scales workers is told. @throws UpreelError `InvalidInput` naming the variable */
export function loadFleets(env: NodeJS.ProcessEnv = process.env): readonly ScaledFleet[] {
  const idleMs = wholeNumber(env, 'UPREEL_IDLE_MINUTES', 10, 1, 60) * 60_000;
  const fleetOf = (queue: ScaledQueue): ScaledFleet => {
    const name = queue.toUpperCase();
    const slotsPerWorker = WORKER_SLOTS[queue];
    return {
      queue,
      service: required(env, `UPREEL_${name}_SERVICE`),
      limits: {
        slotsPerWorker,
        tasksPerWorker: wholeNumber(env, `UPREEL_${name}_TASKS_PER_WORKER`, slotsPerWorker, slotsPerWorker, 10_000),
        maxWorkers: wholeNumber(env, `UPREEL_${name}_MAX_WORKERS`, 1, 1, 10_000),
        idleMs,
      },
    };
  };
  return [fleetOf('media'), fleetOf('gpu')];
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name] ?? '';
  if (value === '') throw new UpreelError(FailureType.InvalidInput, `The environment lacks ${name}.`);
  return value;
}
