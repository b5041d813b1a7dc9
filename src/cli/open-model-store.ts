import { join } from 'node:path';

import { precisionsHere } from '../adapters/onnx/device/this-machine.js';
import { createModelStore, type ModelStore } from '../adapters/onnx/model-store.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { loadWorkerConfig } from '../config/worker-config.js';

/** The models of this machine, where set-up and the workers keep them. */
export function openModelStore(say?: (line: string) => void): ModelStore {
  return createModelStore({
    directory: join(cacheDirectory(), 'models'),
    precisions: () => precisionsHere(loadWorkerConfig().device),
    ...(say !== undefined && { say }),
  });
}
