import type { ModelStore } from '../../adapters/onnx/model-store.js';
import { type GivenOptions, InvalidOptionError } from '../../contracts/job-options.js';

/**
 * The stack's workers have their models from this machine: one that is missing or damaged is found before anything
 * goes up. The default models are set-up's business.
 * @throws InvalidOptionError with the way to get it
 */
export async function requireModel({ model }: GivenOptions, store: Pick<ModelStore, 'verify'>): Promise<void> {
  if (model === undefined) return;
  const findings = await store.verify(model);
  if (findings.length > 0) throw new InvalidOptionError('model', findings.join(' '));
}
