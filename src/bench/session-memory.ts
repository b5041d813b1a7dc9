import { join } from 'node:path';

import { createModelStore } from '../adapters/onnx/model-store.js';
import { LoadedModel } from '../adapters/onnx/session/loaded-model.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { isModelId } from '../contracts/models.js';
import { peakMemory } from './peak-memory.js';

/**
 * A process of its own: what a session takes a source pixel, by the most memory that the process held. Arguments: model,
 * side of a square frame (large enough that the weights don't count). Prints bytes.
 */
const [model = '', sideText = ''] = process.argv.slice(2);
const side = Number(sideText);
if (!isModelId(model) || !(side > 0)) throw new TypeError('session-memory.js MODEL SIDE');

const store = createModelStore({ directory: join(cacheDirectory(), 'models') });
const graph = await store.graph({ model, precision: 'fp32', bitDepth: 8 });
const session = await LoadedModel.load({
  key: graph.sha256,
  graph: graph.bytes,
  bitDepth: 8,
  scale: graph.scale,
  tiles: graph.tiles,
  maxTilePixels: side * side,
  maxFramesPerRun: 1,
  threads: 1,
  device: 'cpu',
});
const before = peakMemory(process.pid) ?? NaN;
const data = Uint8Array.from({ length: side * side * 3 }, (_, index) => (index * 7_919) & 255);
const frame = { width: side, height: side, data };
await session.enlarge([frame], { maxTilePixels: side * side, onTile: () => undefined });
process.stdout.write(`${Math.round(((peakMemory(process.pid) ?? NaN) - before) / side ** 2)}\n`);
