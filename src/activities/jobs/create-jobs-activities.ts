import type { JobsActivities } from '../../contracts/activities.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { guardActivities } from '../guard-activities.js';
import { createRecordEnd } from './record-end.js';
import { createRecordProgress } from './record-progress.js';
import { createRecordStage } from './record-stage.js';
import { createRegisterJob } from './register-job.js';
import { createVerifyOutput } from './verify-output.js';

export interface JobsActivitiesDeps {
  readonly table: JobTable;
  readonly notifier: Notifier;
  readonly store: ObjectStore;
  readonly stallMs: number;
}

/** The activities of `upreel-jobs`. */
export function createJobsActivities(deps: JobsActivitiesDeps): JobsActivities {
  return guardActivities<JobsActivities>({
    registerJob: createRegisterJob(deps),
    recordStage: createRecordStage(deps),
    recordProgress: createRecordProgress(deps),
    verifyOutput: createVerifyOutput(deps),
    recordEnd: createRecordEnd(deps),
  });
}
