import type { SignInSettings } from '../../../src/contracts/page.js';
import { askForTokens, findIssuer } from './issuer.js';
import { createPkce, randomText } from './pkce.js';
import { beginSession, endSession, isSignedIn, session } from './session.js';

/** What this tab asked the issuer for, and where it was then. */
interface Pending {
  readonly state: string;
  readonly verifier: string;
  readonly hash: string;
}

const KEY = 'upreel.sign-in';

/** Leaves the page for the issuer's. */
export async function signIn(settings: SignInSettings): Promise<void> {
  const { authorizationEndpoint } = await findIssuer(settings);
  const { verifier, challenge } = await createPkce();
  const pending: Pending = { state: randomText(), verifier, hash: location.hash };
  sessionStorage.setItem(KEY, JSON.stringify(pending));
  leaveFor(authorizationEndpoint, {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: ownAddress(),
    scope: settings.scope,
    state: pending.state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
}

/** Takes what the issuer sent back in the address, if it did. @throws Error when it is no answer to this tab's question */
export async function finishSignIn(settings: SignInSettings): Promise<void> {
  const answer = new URLSearchParams(location.search);
  const code = answer.get('code');
  const error = answer.get('error');
  if (code === null && error === null) return;
  const pending = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
  sessionStorage.removeItem(KEY);
  // A code is good once, and belongs into no history.
  history.replaceState(null, '', `/${pending?.hash ?? ''}`);
  const isAnswer = pending !== null && answer.get('state') === pending.state;
  if (!isAnswer || (answer.get('iss')?.replace(/\/$/, '') ?? settings.issuer) !== settings.issuer) {
    throw new Error('This sign-in was not begun here. Sign in again.');
  }
  if (code === null) throw new Error(`The sign-in did not succeed: ${answer.get('error_description') ?? error ?? ''}`);
  beginSession(
    await askForTokens(settings, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: ownAddress(),
      code_verifier: pending.verifier,
    }),
  );
}

/** Here, and at the issuer where it can be asked for that. */
export async function signOut(settings: SignInSettings): Promise<void> {
  const before = session.get();
  endSession(null);
  const { endSessionEndpoint } = await findIssuer(settings);
  if (endSessionEndpoint === null) return;
  const address = ownAddress();
  leaveFor(endSessionEndpoint, {
    client_id: settings.clientId,
    post_logout_redirect_uri: address,
    ...(isSignedIn(before) && before.idToken !== null && { id_token_hint: before.idToken }),
    // Cognito's own name for it.
    logout_uri: address,
  });
}

function leaveFor(address: string, parameters: Readonly<Record<string, string>>): void {
  const target = new URL(address);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  location.assign(target);
}

function ownAddress(): string {
  return `${location.origin}/`;
}
