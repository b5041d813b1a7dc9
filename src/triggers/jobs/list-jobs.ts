import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { JobRow } from '../../contracts/job-row.js';
import { LIST_QUERY } from '../api/list-query.js';
import { parseRequest } from '../api/parse-request.js';
import { invalidParameter } from '../http/api-error.js';
import type { JobsDeps } from './jobs-deps.js';

export interface JobList {
  readonly rows: readonly JobRow[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

/** A page of the tenant's jobs, newest first. @throws ApiError 400 */
export async function listJobs(
  { table }: Pick<JobsDeps, 'table'>,
  query: Readonly<Record<string, string>>,
  tenant: string,
): Promise<JobList> {
  const { status, limit, cursor } = parseRequest(LIST_QUERY, query);
  try {
    return await table.list({
      ...(status !== undefined && { status }),
      ...(cursor !== undefined && { cursor }),
      limit,
      tenant,
    });
  } catch (error) {
    const wrongCursor = error instanceof UpreelError && error.type === FailureType.InvalidInput;
    throw wrongCursor ? invalidParameter('cursor', error.message) : error;
  }
}
