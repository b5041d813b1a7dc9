import type { ModelStore } from '../adapters/onnx/model-store.js';
import { DEFAULT_MODEL } from '../contracts/models.js';

/**
 * Installs the models that jobs use when they name none; one that is there whole costs a checksum.
 * @throws UpreelError `ModelUnavailable` naming all that was tried
 */
export async function prepareModels(
  store: Pick<ModelStore, 'verify' | 'pull'>,
  say: (line: string) => void,
): Promise<void> {
  for (const id of Object.values(DEFAULT_MODEL)) {
    if ((await store.verify(id)).length === 0) continue;
    say(`Installing the model ${id} …`);
    await store.pull(id);
  }
}
