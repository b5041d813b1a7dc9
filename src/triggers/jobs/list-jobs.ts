import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { JobRow } from '../../contracts/job-row.js';
import { isJobStatus, JOB_STATUSES } from '../../contracts/job.js';
import { invalidParameter } from '../http/api-error.js';
import type { JobsDeps } from './jobs-deps.js';

export interface JobList {
  readonly rows: readonly JobRow[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** `status`, `limit` (1–100) and `cursor` as texts, each optional. @throws ApiError 400 */
export async function listJobs(
  { table }: Pick<JobsDeps, 'table'>,
  { status, limit = String(DEFAULT_LIMIT), cursor }: Readonly<Record<string, string>>,
): Promise<JobList> {
  if (status !== undefined && !isJobStatus(status)) {
    throw invalidParameter('status', `status must be one of ${JOB_STATUSES.join(', ')}.`);
  }
  const count = /^\d+$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > MAX_LIMIT) {
    throw invalidParameter('limit', `limit must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  try {
    const asked = { ...(status !== undefined && { status }), ...(cursor !== undefined && { cursor }) };
    return await table.list({ ...asked, limit: count });
  } catch (error) {
    const wrongCursor = error instanceof UpreelError && error.type === FailureType.InvalidInput;
    throw wrongCursor ? invalidParameter('cursor', error.message) : error;
  }
}
