import type { ModelId } from './models.js';

/** How visitors of the page prove to the API who they are: OpenID Connect, authorization code with PKCE, no secret. */
export interface SignInSettings {
  /** Its `/.well-known/openid-configuration` says the rest. */
  readonly issuer: string;
  /** The page's, which the issuer knows as a public client. */
  readonly clientId: string;
  /** What is asked for, with spaces between. */
  readonly scope: string;
  /** Which of the issuer's tokens the API takes. */
  readonly token: SignInToken;
}

export const SIGN_IN_TOKENS = ['access', 'id'] as const;
type SignInToken = (typeof SIGN_IN_TOKENS)[number];

/** `settings.json` beside the page: what it has to know of the deployment that serves it. */
export interface PageSettings {
  /** Address of the API without a slash at its end; empty where it is beside the page. */
  readonly api: string;
  /** null where everybody is let in. */
  readonly signIn: SignInSettings | null;
  /** Address of the namespace in the Temporal UI; null where there is none. */
  readonly temporalUi: string | null;
  /** Models that the workers have; null where nobody can say. */
  readonly models: readonly ModelId[] | null;
}
