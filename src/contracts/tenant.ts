/** Whose jobs those are that name no tenant: all of a stack on one machine, and objects put by hand. */
export const DEFAULT_TENANT = 'local';

/** S3 user metadata that says whose an upload is; signed by presign-upload, never taken from a request. */
export const TENANT_METADATA = 'upreel-tenant';

/** Also Temporal's fairness key, which takes 64 bytes. */
const TENANT = /^[\w.@:+-]{1,64}$/;

export function isTenant(value: unknown): value is string {
  return typeof value === 'string' && TENANT.test(value);
}
