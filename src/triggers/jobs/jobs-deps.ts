import type { JobRow } from '../../contracts/job-row.js';
import { DEFAULT_TENANT } from '../../contracts/tenant.js';
import type { JobControl } from '../../ports/job-control.js';
import type { JobTable } from '../../ports/job-table.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { UrlSigner } from '../../ports/url-signer.js';
import { ApiError } from '../http/api-error.js';

/** What the operations on jobs need; each takes only its part. */
export interface JobsDeps {
  readonly table: JobTable;
  readonly control: JobControl;
  readonly store: ObjectStore;
  readonly signer: UrlSigner;
}

/** A job as a caller names it. */
export interface JobRef {
  readonly jobId: string;
  /** Whose it must be. */
  readonly tenant: string;
}

/** Another tenant's job is not there. @throws ApiError 404 */
export async function requireRow(table: JobTable, { jobId, tenant }: JobRef): Promise<JobRow> {
  const row = await table.get(jobId);
  if (row !== null && (row.Tenant ?? DEFAULT_TENANT) === tenant) return row;
  throw new ApiError({ statusCode: 404, code: 'NotFound', message: `There is no job ${jobId}.` });
}

/** The job's state does not allow what was asked. */
export function conflict(message: string): ApiError {
  return new ApiError({ statusCode: 409, code: 'Conflict', message });
}
