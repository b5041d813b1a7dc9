/**
 * Looks both ways between what was uploaded, the rows and the workflows. Runs on `upreel-jobs`, started by a schedule,
 * apart from any job. Each activity does one bounded page and says where the next begins.
 */
export interface ReconcileActivities {
  /** Objects under the upload prefixes without a row get their job. */
  readonly startMissingJobs: (page: ReconcilePage) => Promise<ReconciledPage>;
  /** Rows not at their end whose workflow is closed or gone get the end that it had. */
  readonly endLostJobs: (page: ReconcilePage) => Promise<ReconciledPage>;
  /** Intermediates of jobs that ended long ago are removed, where nothing else does it. */
  readonly removeOldIntermediates: (page: ReconcilePage) => Promise<ReconciledPage>;
}

export interface ReconcilePage {
  /** Opaque; null for the first page. */
  readonly cursor: string | null;
}

export interface ReconciledPage {
  /** null after the last page. */
  readonly cursor: string | null;
  /** Jobs that were started, ended or cleaned up. */
  readonly changed: number;
  /** Jobs that could not be looked after this time; the next round tries again. */
  readonly failed: number;
}

export const RECONCILE_STEPS = ['startMissingJobs', 'endLostJobs', 'removeOldIntermediates'] as const;
export type ReconcileStep = (typeof RECONCILE_STEPS)[number];

/** What a round did so far, by step. */
export type ReconcileTotals = Readonly<Record<ReconcileStep, Pick<ReconciledPage, 'changed' | 'failed'>>>;
