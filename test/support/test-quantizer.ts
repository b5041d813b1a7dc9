import { Worker } from 'node:worker_threads';

import { type Quantizer, createQuantizer } from '../../src/adapters/onnx/calibration/quantize-in-thread.js';

/** The thread that makes int8 nets, from the TypeScript sources. */
export function createTestQuantizer(): Quantizer {
  return createQuantizer(
    (request) => new Worker(new URL('./quantize-worker-thread.js', import.meta.url), { workerData: request }),
  );
}
