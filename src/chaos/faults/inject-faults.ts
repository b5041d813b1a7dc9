import { setTimeout as delay } from 'node:timers/promises';

import type { ChaosEvent } from '../log/log-entry.js';
import type { PlannedFault } from '../plan/planned-fault.js';
import type { Disturbances } from '../proxy/disturbances.js';
import { type ActivityFaultDeps, disturbActivity } from './activity-faults.js';
import { ALL_BATCHES, type BatchesInFlight, NO_BATCHES } from './batches-in-flight.js';
import type { Begun } from './fault-action.js';
import { disturbProcess, type ProcessFaultDeps } from './process-faults.js';

export interface InjectDeps extends ProcessFaultDeps, ActivityFaultDeps {
  readonly disturbances: Disturbances;
  readonly batches: BatchesInFlight;
  readonly record: (event: ChaosEvent) => void;
}

/** Carries the plan out; resolves when the last fault is over. The faults run side by side. */
export async function injectFaults(deps: InjectDeps, plan: readonly PlannedFault[]): Promise<void> {
  const beganMs = performance.now();
  await Promise.all(
    plan.map(async (fault) => {
      await delay(Math.max(0, fault.atMs - (performance.now() - beganMs)));
      await inject(deps, fault);
    }),
  );
}

async function inject(deps: InjectDeps, fault: PlannedFault): Promise<void> {
  const { record, batches } = deps;
  const begun = await begin(deps, fault);
  if (begun === null) {
    record({ type: 'fault', fault, at: '', hit: false });
    return;
  }
  const { at, reach, over, ended } = begun;
  const watch = batches.watch(reach);
  record({ type: 'fault', fault, at, hit: true });
  await over();
  record({ type: 'fault-over', id: fault.id, batches: watch.end() });
  if (ended !== undefined) batches.forget(ended);
}

function begin(deps: InjectDeps, fault: PlannedFault): Promise<Begun | null> {
  const { kind, share, lastsMs } = fault;
  const end = deps.disturbances.begin(kind, share);
  if (end !== null) {
    // Batches touch nothing but S3.
    const reach = kind.startsWith('s3') ? ALL_BATCHES : NO_BATCHES;
    const at = `${Math.round(share * 100)} % of requests for ${lastsMs} ms`;
    return Promise.resolve({ at, reach, over: () => delay(lastsMs).then(end) });
  }
  if (kind === 'pause activity' || kind === 'reset activity') return disturbActivity(deps, fault);
  return disturbProcess(deps, fault);
}
