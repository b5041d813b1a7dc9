import type { ReconcileActivities } from '../../contracts/reconcile.js';
import { guardActivities } from '../guard-activities.js';
import { createEndLostJobs } from './end-lost-jobs.js';
import { createRemoveOldIntermediates, type RemoveOldIntermediatesDeps } from './remove-old-intermediates.js';
import { createStartMissingJobs, type StartMissingJobsDeps } from './start-missing-jobs.js';

export type ReconcileActivitiesDeps = StartMissingJobsDeps & RemoveOldIntermediatesDeps;

/** What the reconcile schedule runs, on `upreel-jobs`. */
export function createReconcileActivities(deps: ReconcileActivitiesDeps): ReconcileActivities {
  return guardActivities<ReconcileActivities>({
    startMissingJobs: createStartMissingJobs(deps),
    endLostJobs: createEndLostJobs(deps),
    removeOldIntermediates: createRemoveOldIntermediates(deps),
  });
}
