import type { EstimateSetting, JobEstimate } from '../contracts/estimate.js';
import { UpreelError } from '../contracts/failures.js';
import { type Precision, resolveJobOptions } from '../contracts/job-options.js';
import { estimateJob } from '../domain/estimate/estimate-job.js';
import { ESTIMATE_REQUEST } from './api/estimate-request.js';
import { parseRequest } from './api/parse-request.js';
import { ApiError } from './http/api-error.js';

export interface EstimateDeps {
  readonly setting: EstimateSetting;
  /** The deployment's own, where the caller names none. */
  readonly precision: Precision;
}

/** @throws ApiError 400, also for what no job could make of such a video */
export function estimate({ setting, precision }: EstimateDeps, given: Readonly<Record<string, unknown>>): JobEstimate {
  const { video, videoType, options } = parseRequest(ESTIMATE_REQUEST, given);
  try {
    return estimateJob(video, resolveJobOptions(options, videoType, precision), setting);
  } catch (error) {
    if (!(error instanceof UpreelError)) throw error;
    throw new ApiError({ statusCode: 400, code: error.type, message: error.message });
  }
}
