import type { SignInSettings } from '../../../src/contracts/page.js';
import { ApiProblem } from '../api/fetch-json.js';
import { createStore } from '../state/create-store.js';
import { askForTokens, type Tokens } from './issuer.js';

/** A visitor who has signed in. */
interface Session {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly idToken: string | null;
}

/** `ended`: why somebody who was in is out; null for who never was, and who left. */
interface SignedOut {
  readonly ended: string | null;
}

const KEY = 'upreel.session';

/** A token so close to its end may be too old when it arrives. */
const LEAST_LEFT_MS = 30_000;

/** Kept in this tab: a reload is no reason to sign in again. */
export const session = createStore<Session | SignedOut>(read());

/** What can ask for more tokens is kept in memory alone. */
let refreshToken: string | null = null;
let renewing: Promise<string> | null = null;

export function isSignedIn(value: Session | SignedOut): value is Session {
  return 'token' in value;
}

export function beginSession({ token, expiresInSeconds, idToken, ...given }: Tokens): void {
  const before = session.get();
  refreshToken = given.refreshToken ?? refreshToken;
  const next: Session = {
    token,
    expiresAtMs: Date.now() + expiresInSeconds * 1_000,
    idToken: idToken ?? (isSignedIn(before) ? before.idToken : null),
  };
  sessionStorage.setItem(KEY, JSON.stringify(next));
  session.update(() => next);
}

/** `why`: a sentence for a visitor who did not ask for it. */
export function endSession(why: string | null): void {
  refreshToken = null;
  sessionStorage.removeItem(KEY);
  session.update(() => ({ ended: why }));
}

/** A token that the API should take. @throws ApiProblem 401 when there is none without the visitor */
export async function tokenNow(settings: SignInSettings): Promise<string> {
  const now = session.get();
  if (!isSignedIn(now)) throw signedOut();
  if (now.expiresAtMs - Date.now() > LEAST_LEFT_MS || refreshToken === null) return now.token;
  return renewToken(settings, now.token);
}

/** A token in place of one that is no longer taken; the session ends where there is none. @throws ApiProblem */
export async function renewToken(settings: SignInSettings, refused: string): Promise<string> {
  const now = session.get();
  // Another call has renewed it meanwhile.
  if (isSignedIn(now) && now.token !== refused) return now.token;
  renewing ??= renew(settings).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(settings: SignInSettings): Promise<string> {
  try {
    if (refreshToken === null) throw signedOut();
    const tokens = await askForTokens(settings, { grant_type: 'refresh_token', refresh_token: refreshToken });
    beginSession(tokens);
    return tokens.token;
  } catch (problem) {
    // An issuer that is away may be back for the next call.
    if (problem instanceof ApiProblem && (problem.status === 0 || problem.status >= 500)) throw problem;
    endSession('Your sign-in has run out. Sign in again to go on where you were.');
    throw signedOut();
  }
}

function signedOut(): ApiProblem {
  return new ApiProblem({ status: 401, code: 'SignedOut', message: 'You are signed out. Sign in and try it again.' });
}

function read(): Session | SignedOut {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Session | null;
    return typeof kept?.token === 'string' ? kept : { ended: null };
  } catch {
    return { ended: null };
  }
}
