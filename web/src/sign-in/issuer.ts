import type { SignInSettings } from '../../../src/contracts/page.js';
import { ApiProblem, fetchJson } from '../api/fetch-json.js';

/** Where an issuer does what. */
interface Issuer {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** null where one can only be signed out here. */
  readonly endSessionEndpoint: string | null;
}

/** What an issuer gave for a code or a refresh token. */
export interface Tokens {
  /** The one that the API takes. */
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
}

const known = new Map<string, Issuer>();

/** @throws ApiProblem when it does not answer, or is another than it was asked for */
export async function findIssuer({ issuer }: Pick<SignInSettings, 'issuer'>): Promise<Issuer> {
  const before = known.get(issuer);
  if (before !== undefined) return before;
  const found = (await fetchJson(`${issuer}/.well-known/openid-configuration`)) as Record<string, string> | null;
  const { authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint } = found ?? {};
  const isMeant = found?.issuer?.replace(/\/$/, '') === issuer;
  if (!isMeant || authorizationEndpoint === undefined || tokenEndpoint === undefined) {
    throw problem(`${issuer} is not the issuer that this page was set up for.`);
  }
  const endpoints = { authorizationEndpoint, tokenEndpoint, endSessionEndpoint: found.end_session_endpoint ?? null };
  known.set(issuer, endpoints);
  return endpoints;
}

/** @throws ApiProblem 400 when the issuer gives no token for this */
export async function askForTokens(settings: SignInSettings, grant: Readonly<Record<string, string>>): Promise<Tokens> {
  const { tokenEndpoint } = await findIssuer(settings);
  const body = new URLSearchParams({ client_id: settings.clientId, ...grant });
  const given = (await fetchJson(tokenEndpoint, { method: 'POST', body })) as Record<string, unknown> | null;
  const token = given?.[`${settings.token}_token`];
  if (typeof token !== 'string') throw problem(`The issuer gave no ${settings.token} token.`);
  return {
    token,
    expiresInSeconds: Number(given?.expires_in ?? 300),
    refreshToken: textOrNull(given?.refresh_token),
    idToken: textOrNull(given?.id_token),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function problem(message: string): ApiProblem {
  return new ApiProblem({ status: 400, code: 'SignIn', message });
}
