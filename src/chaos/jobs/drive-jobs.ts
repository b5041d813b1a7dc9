import { setTimeout as delay } from 'node:timers/promises';

import type { PlannedJob } from '../plan/plan-jobs.js';
import type { ChaosClip } from './chaos-clips.js';
import { runJob, type RunJobDeps } from './run-job.js';

export interface DriveJobsDeps extends RunJobDeps {
  readonly clips: readonly ChaosClip[];
  /** Aborted when no further upload is wanted. */
  readonly enough: AbortSignal;
}

const AT_A_TIME = 4;
const GAP_MS = 1_500;

/** Runs the planned jobs, a few at a time, until there is no other or enough of them. */
export async function driveJobs(deps: DriveJobsDeps, plan: readonly PlannedJob[]): Promise<void> {
  const waiting = plan.values();
  const drive = async (first: number): Promise<void> => {
    await delay(first * GAP_MS);
    for (const job of waiting) {
      if (deps.enough.aborted) return;
      const clip = deps.clips.find(({ name }) => name === job.input);
      if (clip === undefined) throw new Error(`There is no input ${job.input}.`);
      await runJob(deps, clip, job);
      await delay(GAP_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, (_, index) => drive(index)));
}
