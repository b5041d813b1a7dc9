import { makeContinueAsNewFunc, proxyActivities, workflowInfo } from '@temporalio/workflow';
import {
  RECONCILE_STEPS,
  type ReconcileActivities,
  type ReconcileStep,
  type ReconcileTotals,
} from '../contracts/reconcile.js';
import { RECONCILE_OPTIONS } from './activity-options.js';

const activities = proxyActivities<ReconcileActivities>(RECONCILE_OPTIONS);

const continueAsNew = makeContinueAsNewFunc<typeof reconcileJobs>();

/** Pages after which a new run goes on, long before its history is a long one. */
const MAX_PAGES_A_RUN = 200;

/** Where a round stands that continues as new. */
interface Round {
  readonly steps: readonly ReconcileStep[];
  readonly cursor: string | null;
  readonly totals: ReconcileTotals;
}

const NOTHING = { changed: 0, failed: 0 };

const START: Round = {
  steps: RECONCILE_STEPS,
  cursor: null,
  totals: { startMissingJobs: NOTHING, endLostJobs: NOTHING, removeOldIntermediates: NOTHING },
};

/** One round of the reconcile schedule: uploads without a job, jobs without a workflow, intermediates past their time. */
export async function reconcileJobs(from: Round = START): Promise<ReconcileTotals> {
  let round = from;
  for (let pages = 0; ; pages += 1) {
    const [step, ...later] = round.steps;
    if (step === undefined) return round.totals;
    if (pages >= MAX_PAGES_A_RUN || workflowInfo().continueAsNewSuggested) await continueAsNew(round);
    const { cursor, changed, failed } = await activities[step]({ cursor: round.cursor });
    const before = round.totals[step];
    const total = { changed: before.changed + changed, failed: before.failed + failed };
    round = {
      steps: cursor === null ? later : round.steps,
      cursor,
      totals: { ...round.totals, [step]: total },
    };
  }
}
