import type { Connection } from '@temporalio/client';

import { checkRetention } from './check-retention.js';
import { createReconcileSchedule } from './create-reconcile-schedule.js';
import { findFairness } from './find-fairness.js';
import { registerSearchAttributes } from './register-search-attributes.js';
import { setCurrentVersion } from './set-current-version.js';

/** One line a finding, for people. */
export interface TemporalReport {
  readonly lines: readonly string[];
}

/**
 * Makes a Temporal namespace fit for Upreel; safe to run again, and run at every start.
 * @throws Error when a search attribute is there with another type
 */
export async function initialiseTemporal(request: {
  readonly connection: Connection;
  readonly namespace: string;
  readonly reconcileSeconds: number;
  /** Of this build's jobs workers; null where they have none. */
  readonly version: { readonly deploymentName: string; readonly buildId: string } | null;
}): Promise<TemporalReport> {
  const steps = [
    registerSearchAttributes(request),
    checkRetention(request),
    createReconcileSchedule(request),
    setCurrentVersion(request),
    findFairness(request).then(({ sentence }) => sentence),
  ];
  // Nothing is under way any more when the caller, told of a failure, closes the connection.
  await Promise.allSettled(steps);
  return { lines: await Promise.all(steps) };
}
