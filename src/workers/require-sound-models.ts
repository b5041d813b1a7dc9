import { FailureType, UpreelError } from '../contracts/failures.js';
import type { ModelStore } from '../adapters/onnx/model-store.js';

/**
 * A worker never makes frames with a model that is not byte for byte what it should be.
 * @throws UpreelError `ModelUnavailable` with everything that is damaged
 */
export async function requireSoundModels(store: Pick<ModelStore, 'list' | 'verify'>): Promise<void> {
  const installed = (await store.list()).filter((model) => model.installed);
  const findings = (await Promise.all(installed.map(({ id }) => store.verify(id)))).flat();
  if (findings.length > 0) throw new UpreelError(FailureType.ModelUnavailable, findings.join(' '));
}
