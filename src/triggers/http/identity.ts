import { isRecord } from './is-record.js';

/** Whom API Gateway's authoriser let in. */
export type Identity =
  | { readonly kind: 'claims'; readonly claims: Readonly<Record<string, unknown>> }
  /** Signed by IAM. */
  | { readonly kind: 'iam'; readonly accountId: string };

/**
 * What the authoriser found, in the forms of both payload formats: JWT claims, what a Lambda authoriser said, or the
 * account of an IAM signature; null where there is no authoriser.
 */
export function parseIdentity(requestContext: Readonly<Record<string, unknown>>): Identity | null {
  const authorizer = isRecord(requestContext.authorizer) ? requestContext.authorizer : {};
  const { jwt, lambda, iam, claims } = authorizer;
  if (isRecord(jwt) && isRecord(jwt.claims)) return { kind: 'claims', claims: jwt.claims };
  if (isRecord(lambda)) return { kind: 'claims', claims: lambda };
  if (isRecord(iam)) return iamIdentity(iam.accountId);
  if (isRecord(claims)) return { kind: 'claims', claims };
  const signer = isRecord(requestContext.identity) ? requestContext.identity : {};
  if (typeof signer.userArn === 'string') return iamIdentity(signer.accountId);
  return Object.keys(authorizer).length > 0 ? { kind: 'claims', claims: authorizer } : null;
}

function iamIdentity(accountId: unknown): Identity | null {
  return typeof accountId === 'string' ? { kind: 'iam', accountId } : null;
}
