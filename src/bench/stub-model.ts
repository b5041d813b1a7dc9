import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { encodeGraph } from '../adapters/onnx/graph/encode-graph.js';
import { floatInitializer, node, string } from '../adapters/onnx/graph/model-graph.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { cacheDirectory } from '../config/cache-directory.js';
import type { ModelId } from '../contracts/models.js';

const USUAL_SCALE = 4;

/** Runs `work` with a model that only repeats pixels, so that what is left is the pipeline's; takes it away afterwards. */
export async function withStubModel<T>(
  directory: string,
  work: (model: ModelId) => Promise<T>,
  scale = USUAL_SCALE,
): Promise<T> {
  const models = join(cacheDirectory(), 'models');
  const path = join(directory, 'stub.onnx');
  await writeFile(path, stubModel(scale));
  const { id } = await createModelStore({ directory: models }).importFile(path);
  try {
    return await work(id);
  } finally {
    await rm(join(models, id), { recursive: true, force: true });
  }
}

function stubModel(scale: number): Uint8Array {
  return encodeGraph({
    name: 'stub',
    nodes: [
      node('Resize', ['in', '', 'scales'], 'out', {
        mode: string('nearest'),
        coordinate_transformation_mode: string('asymmetric'),
        nearest_mode: string('floor'),
      }),
    ],
    initializers: [floatInitializer('scales', [4], [1, 1, scale, scale])],
    inputs: [{ name: 'in', type: 'float32', dims: ['N', 3, 'H', 'W'] }],
    outputs: [{ name: 'out', type: 'float32', dims: ['N', 3, 'OutH', 'OutW'] }],
  });
}
