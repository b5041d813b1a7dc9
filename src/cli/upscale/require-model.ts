import type { ModelStore } from '../../adapters/onnx/model-store.js';
import { type GivenOptions, InvalidOptionError } from '../../contracts/job-options.js';
import { DEFAULT_MODEL, type VideoType } from '../../contracts/models.js';

/**
 * The stack's workers have their models from this machine: one that is missing, damaged or can't be run in the precision
 * is found before anything goes up. What nobody asked for is set-up's business.
 * @throws InvalidOptionError with the way to get it
 */
export async function requireModel(
  { model, precision }: GivenOptions,
  videoType: VideoType,
  store: Pick<ModelStore, 'verify'>,
): Promise<void> {
  if (model === undefined && precision === undefined) return;
  const findings = await store.verify(model ?? DEFAULT_MODEL[videoType], precision);
  if (findings.length > 0)
    throw new InvalidOptionError(model === undefined ? 'precision' : 'model', findings.join(' '));
}
