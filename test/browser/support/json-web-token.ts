import { createSign, createVerify, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export function signToken(claims: Claims, privateKey: KeyObject): string {
  const body = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encode).join('.');
  return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`;
}

/** What an authoriser of API Gateway looks at: signature, issuer, audience or client, and the time. */
export function isGoodToken(
  token: string,
  {
    publicKey,
    issuer,
    audience,
  }: { readonly publicKey: KeyObject; readonly issuer: string; readonly audience: string },
): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  if (!createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature, 'base64url')) return false;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  return (
    claims.iss === issuer && (claims.aud ?? claims.client_id) === audience && Number(claims.exp) * 1_000 > Date.now()
  );
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
