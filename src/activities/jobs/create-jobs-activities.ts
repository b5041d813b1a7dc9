import type { JobsActivities } from '../../contracts/activities.js';
import type { EstimateSetting } from '../../contracts/estimate.js';
import { stageAttemptsPrefix } from '../../contracts/object-keys.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Notifier } from '../../ports/notifier.js';
import { countAttempts, type CountAttemptsDeps } from '../count-attempts.js';
import { guardActivities } from '../guard-activities.js';
import { createRecordEnd } from './record-end.js';
import { createRecordProgress } from './record-progress.js';
import { createRecordStage } from './record-stage.js';
import { createRegisterJob } from './register-job.js';
import { createVerifyOutput } from './verify-output.js';

export interface JobsActivitiesDeps extends CountAttemptsDeps {
  readonly table: JobTable;
  readonly notifier: Notifier;
  readonly stallMs: number;
  readonly estimates: EstimateSetting;
}

/** The activities of `upreel-jobs`. */
export function createJobsActivities(deps: JobsActivitiesDeps): JobsActivities {
  return guardActivities<JobsActivities>({
    registerJob: createRegisterJob(deps),
    recordStage: createRecordStage(deps),
    recordProgress: createRecordProgress(deps),
    verifyOutput: countAttempts(deps, createVerifyOutput(deps), ({ job: { jobId, processedBucket: bucket } }) => ({
      bucket,
      prefix: stageAttemptsPrefix(jobId, 'verification'),
      name: 'Verifying the result',
    })),
    recordEnd: createRecordEnd(deps),
  });
}
