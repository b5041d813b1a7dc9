import { Worker } from 'node:worker_threads';

/** A session thread from the TypeScript sources, for `createUpscalerProvider({ startWorker })` in tests. */
export function startTestSessionWorker(): Worker {
  return new Worker(new URL('./session-worker-thread.js', import.meta.url));
}
