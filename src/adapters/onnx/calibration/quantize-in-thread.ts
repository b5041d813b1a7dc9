import { Worker } from 'node:worker_threads';

export interface QuantizeRequest {
  /** Bytes of a float net's `.onnx` file. */
  readonly net: Uint8Array;
  readonly threads: number;
}

export interface QuantizeReply {
  readonly net: Uint8Array;
  readonly psnrDb: number;
}

/** Makes the int8 net of a float net, off the event loop. */
export type Quantizer = (request: QuantizeRequest) => Promise<QuantizeReply>;

/** Tests, which run no compiled code, bring their own `start`. */
export function createQuantizer(start: (request: QuantizeRequest) => Worker = startQuantizeWorker): Quantizer {
  return (request) =>
    new Promise((resolve, reject) => {
      const worker = start(request);
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        // After a message this rejects what is resolved already, and does nothing.
        reject(new Error(`the thread ended with exit code ${code}`));
      });
    });
}

function startQuantizeWorker(request: QuantizeRequest): Worker {
  return new Worker(new URL('./quantize-worker.js', import.meta.url), { workerData: request });
}
