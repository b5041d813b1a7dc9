import { Worker } from 'node:worker_threads';

/** Starts the thread that session-worker.ts is the entry of. Tests, which run no compiled code, bring their own. */
export function startSessionWorker(): Worker {
  return new Worker(new URL('./session-worker.js', import.meta.url));
}
