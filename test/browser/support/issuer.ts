import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

import { signToken } from './json-web-token.js';
import { startLoopbackServer, textOf } from './loopback-server.js';

export const CLIENT = 'the-page';

/** An OpenID Connect issuer with one visitor and one public client, strict about all that it is asked. */
export interface Issuer {
  readonly origin: string;
  readonly publicKey: KeyObject;
  /** How often a token was renewed without the visitor. */
  readonly renewals: () => number;
  /** From now on no refresh token is good. */
  readonly revoke: () => void;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly redirect: string;
}

const TOKEN_SECONDS = 3_600;

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const codes = new Map<string, Grant>();
  const refreshTokens = new Set<string>();
  let renewals = 0;

  const give = () => {
    const refreshToken = randomUUID();
    refreshTokens.add(refreshToken);
    const now = Math.floor(Date.now() / 1_000);
    const shared = { iss: server.origin, sub: 'ada', iat: now, exp: now + TOKEN_SECONDS, jti: randomUUID() };
    return {
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      access_token: signToken({ ...shared, client_id: CLIENT, tenant: 'ada' }, privateKey),
      id_token: signToken({ ...shared, aud: CLIENT }, privateKey),
      refresh_token: refreshToken,
    };
  };
  /** null: refused. Every code and refresh token is good once. */
  const exchange = (form: URLSearchParams) => {
    if (form.get('client_id') !== CLIENT || form.has('client_secret')) return null;
    if (form.get('grant_type') === 'refresh_token') {
      if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return null;
      renewals += 1;
      return give();
    }
    const code = form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return grant?.challenge === challenge && grant.redirect === form.get('redirect_uri') ? give() : null;
  };
  /** The page where the visitor says who they are; null for a question that no issuer should answer. */
  const visitorsPage = (asked: URLSearchParams): string | null => {
    const redirect = asked.get('redirect_uri') ?? '';
    const challenge = asked.get('code_challenge') ?? '';
    const isGood = asked.get('response_type') === 'code' && asked.get('code_challenge_method') === 'S256';
    if (!isGood || asked.get('client_id') !== CLIENT || challenge.length !== 43) return null;
    const code = randomUUID();
    codes.set(code, { challenge, redirect });
    const back = (parameters: Record<string, string>) =>
      `${redirect}?${new URLSearchParams({ ...parameters, state: asked.get('state') ?? '' }).toString()}`;
    const links = [
      `<a href="${back({ code, iss: server.origin })}">Go on as Ada</a>`,
      `<a href="${back({ error: 'access_denied', error_description: 'Ada said no.' })}">Say no</a>`,
    ];
    return `<!doctype html><title>Issuer</title><h1>Who are you?</h1>${links.join(' ')}`;
  };

  const server = await startLoopbackServer((call, answer) => {
    const { pathname, searchParams } = new URL(call.url ?? '/', 'http://localhost');
    const json = (status: number, body: unknown): void => {
      answer.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      answer.end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') {
      json(200, {
        issuer: server.origin,
        authorization_endpoint: `${server.origin}/authorize`,
        token_endpoint: `${server.origin}/token`,
        end_session_endpoint: `${server.origin}/leave`,
      });
    } else if (pathname === '/authorize') {
      const page = visitorsPage(searchParams);
      answer.writeHead(page === null ? 400 : 200, { 'content-type': 'text/html' }).end(page ?? 'Wrong question.');
    } else if (pathname === '/token') {
      void textOf(call).then((body) => {
        const tokens = exchange(new URLSearchParams(body));
        json(tokens === null ? 400 : 200, tokens ?? { error: 'invalid_grant' });
      });
    } else if (pathname === '/leave') {
      answer.writeHead(302, { location: searchParams.get('post_logout_redirect_uri') ?? '/' }).end();
    } else {
      json(404, {});
    }
  });
  return {
    origin: server.origin,
    publicKey,
    renewals: () => renewals,
    revoke: () => {
      refreshTokens.clear();
    },
    close: () => server.close(),
  };
}
