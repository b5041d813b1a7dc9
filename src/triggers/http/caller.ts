import type { CallerConfig } from '../../config/caller-config.js';
import { DEFAULT_TENANT, isTenant } from '../../contracts/tenant.js';
import { ApiError } from './api-error.js';
import type { Identity } from './identity.js';

/** For whom a call is done. */
export interface Caller {
  readonly tenant: string;
  /** The smallest number, which comes first, that the caller may give a job as its priority. */
  readonly firstPriority: number;
}

/** How a deployment knows its callers. */
export type CallerRule =
  /** All are one tenant that may do everything: a stack on this machine. */
  | { readonly kind: 'one-tenant' }
  /** By these claims of the authoriser; under IAM the account is the tenant. */
  | ({ readonly kind: 'authoriser' } & CallerConfig);

/** The order of every job that does not ask for another. */
const ORDINARY_PRIORITY = 3;

/** Also whoever may invoke the function itself, without an API before it. */
export const ONE_TENANT: Caller = { tenant: DEFAULT_TENANT, firstPriority: 1 };

/** @throws ApiError 403 for a caller without a tenant */
export function callerOf(identity: Identity | null, rule: CallerRule): Caller {
  if (rule.kind === 'one-tenant') return ONE_TENANT;
  if (identity === null) throw forbidden('This API has no authoriser that says who calls.');
  if (identity.kind === 'iam') return { tenant: identity.accountId, firstPriority: ORDINARY_PRIORITY };
  const tenant = identity.claims[rule.tenantClaim];
  if (!isTenant(tenant)) {
    throw forbidden(`The token has no claim "${rule.tenantClaim}" of up to 64 letters, digits or any of . @ : + - _`);
  }
  const first = Number(identity.claims[rule.priorityClaim] ?? ORDINARY_PRIORITY);
  return { tenant, firstPriority: Number.isInteger(first) && first >= 1 ? first : ORDINARY_PRIORITY };
}

/** @throws ApiError 403 for a job that would come before those of callers without the claim */
export function requirePriority(caller: Caller, priority: number | undefined): void {
  if (priority === undefined || priority >= Math.min(caller.firstPriority, ORDINARY_PRIORITY)) return;
  throw forbidden(
    `The token does not allow the priority ${priority}; ${caller.firstPriority} is the first that it does.`,
    'priority',
  );
}

function forbidden(message: string, parameter?: string): ApiError {
  return new ApiError({ statusCode: 403, code: 'Forbidden', message, ...(parameter !== undefined && { parameter }) });
}
