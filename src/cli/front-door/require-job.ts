import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import type { FrontDoor } from './front-door.js';

/** @throws ExitError when there is no such job */
export async function requireJob(front: FrontDoor, jobId: string): Promise<JobDescription> {
  const view = await front.job(jobId);
  if (view === null) throw new ExitError(EXIT_CODE.failed, `There is no job ${jobId}.`);
  return view;
}
