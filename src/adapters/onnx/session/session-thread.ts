import type { Worker } from 'node:worker_threads';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame, UpscaledFrame } from '../../../ports/upscaler.js';
import type { SessionModel, SessionReply, SessionRequest } from './session-messages.js';

interface Pending {
  readonly resolve: (reply: SessionReply) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The main thread's side of one session thread. Requests are served one after the other. The thread starts with the
 * first of them; when it dies, the request it was at is rejected and the next one starts another thread.
 */
export class SessionThread {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  #loaded = new Set<string>();
  #pending: Pending | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /**
   * @param reference when given, the result's precisionDb says how near it is to this graph's
   * @throws UpreelError of the session, or `Internal` when the thread died
   */
  enlarge(model: SessionModel, frame: Frame, reference?: SessionModel): Promise<UpscaledFrame> {
    return this.#afterLast(async () => {
      await this.#load(model);
      if (reference !== undefined) await this.#load(reference);
      const compared = reference !== undefined && { referenceKey: reference.key };
      const reply = await this.#request({ kind: 'enlarge', key: model.key, frame, ...compared }, [frame.data.buffer]);
      if (reply.kind !== 'enlarged') throw new UpreelError(FailureType.Internal, `The session replied ${reply.kind}.`);
      return reply.frame;
    });
  }

  /** Resolves when the request it is at is done, its sessions are released and the thread is gone. */
  end(): Promise<void> {
    return this.#afterLast(async () => {
      const worker = this.#worker;
      if (worker === undefined) return;
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage({ kind: 'end' } satisfies SessionRequest);
      await gone;
    });
  }

  async #load(model: SessionModel): Promise<void> {
    if (this.#loaded.has(model.key)) return;
    await this.#request({ kind: 'load', model });
    this.#loaded.add(model.key);
  }

  #afterLast<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #request(request: SessionRequest, transfer: readonly ArrayBuffer[] = []): Promise<SessionReply> {
    const worker = (this.#worker ??= this.#startWorker());
    const reply = await new Promise<SessionReply>((resolve, reject) => {
      this.#pending = { resolve, reject };
      worker.postMessage(request, transfer);
    });
    if (reply.kind === 'failed') throw new UpreelError(reply.type, reply.message);
    return reply;
  }

  #startWorker(): Worker {
    const worker = this.#start();
    worker.on('message', (reply: SessionReply) => {
      this.#pending?.resolve(reply);
      this.#pending = undefined;
    });
    worker.once('error', (error) => {
      this.#forget(worker, error);
    });
    worker.once('exit', (code) => {
      this.#forget(worker, new Error(`it ended with exit code ${code}`));
    });
    return worker;
  }

  #forget(worker: Worker, cause: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#loaded = new Set();
    const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const type = outOfMemory ? FailureType.DeviceOutOfMemory : FailureType.Internal;
    this.#pending?.reject(new UpreelError(type, `A thread that runs the model died: ${cause.message}.`, { cause }));
    this.#pending = undefined;
  }
}
