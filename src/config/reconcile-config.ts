import { wholeNumber } from './whole-number.js';

export interface ReconcileConfig {
  /** How long ago an upload may be that is still given its job; no longer than Temporal remembers workflows. */
  readonly reconcileDays: number;
  /** How long intermediates stay after a job's end; null where a lifecycle rule of the bucket sees to it. */
  readonly intermediateDays: number | null;
}

/** @throws UpreelError `InvalidInput` naming the variable and the values it takes */
export function loadReconcileConfig(env: NodeJS.ProcessEnv = process.env): ReconcileConfig {
  const intermediateDays = wholeNumber(env, 'UPREEL_REMOVE_INTERMEDIATES_AFTER_DAYS', 0, 0, 3_650);
  return {
    reconcileDays: wholeNumber(env, 'UPREEL_RECONCILE_DAYS', 7, 1, 30),
    intermediateDays: intermediateDays === 0 ? null : intermediateDays,
  };
}

/** Seconds between two rounds where nobody says otherwise. Each round is a workflow in the Temporal UI's list. */
const RECONCILE_SECONDS = {
  deployed: 300,
  /** The event of an upload arrives at most once there, so that a lost one is not waited for long. */
  local: 60,
} as const;

/** Seconds between two rounds. @throws UpreelError `InvalidInput` */
export function loadReconcileSeconds(
  where: keyof typeof RECONCILE_SECONDS,
  env: NodeJS.ProcessEnv = process.env,
): number {
  return wholeNumber(env, 'UPREEL_RECONCILE_SECONDS', RECONCILE_SECONDS[where], 5, 86_400);
}
