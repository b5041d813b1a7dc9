/** What a task queue has to do. */
export interface QueueLoad {
  /** Tasks that no worker has taken. */
  readonly backlog: number;
  /** Tasks that workers have taken and not ended. */
  readonly inFlight: number;
}

/** How many workers a queue needed at a moment. */
export interface Need {
  readonly atMs: number;
  readonly workers: number;
}

export interface FleetLimits {
  /** Tasks that a worker runs at a time. */
  readonly slotsPerWorker: number;
  /** Tasks in the queue that are worth a worker more; at least `slotsPerWorker`. */
  readonly tasksPerWorker: number;
  readonly maxWorkers: number;
  /** For so long a worker must not have been needed before it goes. */
  readonly idleMs: number;
}

/** Never fewer than what is in flight takes, so that nobody who works is too many. */
export function neededWorkers({ backlog, inFlight }: QueueLoad, limits: FleetLimits): number {
  const { slotsPerWorker, tasksPerWorker, maxWorkers } = limits;
  const busy = Math.ceil(inFlight / slotsPerWorker);
  return Math.min(maxWorkers, Math.max(busy, Math.ceil((backlog + inFlight) / tasksPerWorker)));
}

/**
 * How many workers there should be, where `ordered` were asked for: more at once, fewer only down to what was needed at
 * any moment of the last `idleMs`. A history that does not reach back that far lets nobody go. `needs` in order of time.
 */
export function desiredWorkers(
  { needs, ordered, nowMs }: { readonly needs: readonly Need[]; readonly ordered: number; readonly nowMs: number },
  { idleMs, maxWorkers }: FleetLimits,
): number {
  const since = nowMs - idleMs;
  const known = needs.some(({ atMs }) => atMs <= since);
  const current = needs.at(-1)?.workers ?? 0;
  const before = needs.filter(({ atMs }) => atMs >= since).map(({ workers }) => workers);
  const floor = known ? Math.max(0, ...before) : ordered;
  return Math.min(maxWorkers, Math.max(current, Math.min(ordered, floor)));
}

/** The history with one moment more, and without what no decision asks for any more. */
export function rememberNeed(needs: readonly Need[], need: Need, { idleMs }: Pick<FleetLimits, 'idleMs'>): Need[] {
  const since = need.atMs - idleMs;
  // One from before stays: it says that the history reaches back far enough.
  const firstInside = needs.findIndex(({ atMs }) => atMs > since);
  const kept = firstInside === -1 ? needs.slice(-1) : needs.slice(Math.max(0, firstInside - 1));
  return [...kept, need];
}
