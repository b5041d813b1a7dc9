import type { PageSettings, SignInSettings } from '../../src/contracts/page.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

/** `settings.json` of a deployment whose API takes tokens. */
export function pageSettings(parameters: DeploymentParameters, api: string): PageSettings {
  const { temporalUi } = parameters;
  return {
    api,
    signIn: signInSettings(parameters),
    temporalUi: temporalUi === '' ? null : temporalUi,
    // A worker without the model that a job names refuses the job with what to do.
    models: null,
  };
}

function signInSettings(parameters: DeploymentParameters): SignInSettings {
  const { jwtIssuer, jwtAudience, signInClient, signInScope, signInToken } = parameters;
  return {
    issuer: jwtIssuer.replace(/\/$/, ''),
    clientId: signInClient === '' ? (jwtAudience[0] ?? '') : signInClient,
    scope: signInScope,
    token: signInToken,
  };
}
