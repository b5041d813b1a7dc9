import type { ModelStore } from '../../src/adapters/onnx/model-store.js';
import { prepareModels } from '../../src/local/prepare-models.js';

/** A store in which the models named are there whole. */
function storeWith(...whole: string[]) {
  const pulled: string[] = [];
  const store: Pick<ModelStore, 'verify' | 'pull'> = {
    verify: (id) => Promise.resolve(whole.includes(id) ? [] : [`${id} is not installed`]),
    pull: (id) => {
      pulled.push(id);
      return Promise.resolve({ id, installed: true, sizeBytes: 1, licence: '', architecture: '', scale: 4 });
    },
  };
  return { store, pulled };
}

test('the default models that are missing or damaged are installed, and said', async () => {
  const { store, pulled } = storeWith('realesr-general-x4v3');
  const said: string[] = [];
  await prepareModels(store, (line) => said.push(line));
  expect(pulled).toEqual(['realesr-animevideov3']);
  expect(said).toEqual(['Installing the model realesr-animevideov3 …']);
});

test('models that are there cost no word', async () => {
  const { store, pulled } = storeWith('realesr-general-x4v3', 'realesr-animevideov3');
  const said: string[] = [];
  await prepareModels(store, (line) => said.push(line));
  expect([...said, ...pulled]).toEqual([]);
});
