import type { ScaleInProtection } from '../../ports/scale-in-protection.js';
import { unavailable } from '../aws/unavailable.js';

const ANSWER_WITHIN_MS = 5_000;

/** Long enough for any batch; a deploy that waits for a worker which is never idle gets through all the same. */
const EXPIRES_IN_MINUTES = 120;

/** The ECS agent of this task (`ECS_AGENT_URI`). */
export function createScaleInProtection({ agentUri }: { readonly agentUri: string }): ScaleInProtection {
  async function put(state: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`${agentUri}/task-protection/v1/state`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(state),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((error: unknown) => {
      throw unavailable('The ECS agent', 'change the task protection', error);
    });
    const answer = await response.text();
    // A refusal comes with status 200 as well.
    if (!response.ok || /"(failure|error)"/.test(answer)) {
      throw unavailable('The ECS agent', 'change the task protection', new Error(answer));
    }
  }

  return {
    protect: () => put({ ProtectionEnabled: true, ExpiresInMinutes: EXPIRES_IN_MINUTES }),
    release: () => put({ ProtectionEnabled: false }),
  };
}
