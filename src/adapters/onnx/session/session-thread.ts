import type { Worker } from 'node:worker_threads';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame } from '../../../ports/upscaler.js';
import type { SessionModel, SessionReply, SessionRequest } from './session-messages.js';

export type Enlarged = Omit<Extract<SessionReply, { readonly kind: 'enlarged' }>, 'kind'>;

type Answer = Exclude<SessionReply, { readonly kind: 'progress' }>;

interface Pending {
  readonly resolve: (reply: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly watchdog: NodeJS.Timeout;
}

export interface Enlargement {
  readonly model: SessionModel;
  readonly frames: readonly Frame[];
  readonly maxTilePixels: number;
  /** When given, precisionDb of the first result says how near it is to this graph's. */
  readonly reference: SessionModel | undefined;
}

/**
 * The main thread's side of one session thread. Requests are served one after the other. The thread starts with the
 * first of them; when it dies, or says nothing for `stallMs`, the request it was at is rejected and the next one starts
 * another thread.
 */
export class SessionThread {
  readonly #start: () => Worker;
  readonly #stallMs: number;
  #worker: Worker | undefined;
  #loaded = new Set<string>();
  #pending: Pending | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(start: () => Worker, stallMs: number) {
    this.#start = start;
    this.#stallMs = stallMs;
  }

  /** @throws UpreelError of the session; `Internal` when the thread died or did not answer */
  enlarge({ model, frames, maxTilePixels, reference }: Enlargement): Promise<Enlarged> {
    return this.#afterLast(async () => {
      await this.#load(model);
      if (reference !== undefined) await this.#load(reference);
      const compared = reference !== undefined && { referenceKey: reference.key };
      const reply = await this.#request(
        { kind: 'enlarge', key: model.key, frames, maxTilePixels, ...compared },
        frames.map(({ data }) => data.buffer),
      );
      if (reply.kind !== 'enlarged') throw new UpreelError(FailureType.Internal, `The session replied ${reply.kind}.`);
      return reply;
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

  async #request(request: SessionRequest, transfer: readonly ArrayBuffer[] = []): Promise<Answer> {
    const worker = (this.#worker ??= this.#startWorker());
    let watchdog: NodeJS.Timeout | undefined;
    const reply = await new Promise<Answer>((resolve, reject) => {
      watchdog = setTimeout(() => {
        this.#replaceHung(worker);
      }, this.#stallMs);
      this.#pending = { resolve, reject, watchdog };
      worker.postMessage(request, transfer);
    }).finally(() => {
      clearTimeout(watchdog);
    });
    if (reply.kind === 'failed') throw new UpreelError(reply.type, reply.message);
    return reply;
  }

  #startWorker(): Worker {
    const worker = this.#start();
    worker.on('message', (reply: SessionReply) => {
      if (this.#worker !== worker) return;
      if (reply.kind === 'progress') {
        this.#pending?.watchdog.refresh();
        return;
      }
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

  /** The thread is told to end, but not waited for: what hangs in native code never does. */
  #replaceHung(worker: Worker): void {
    const seconds = Math.round(this.#stallMs / 1000);
    this.#drop(
      worker,
      new UpreelError(FailureType.Internal, `The model gave no answer for ${seconds} s; its thread was replaced.`),
    );
    void worker.terminate();
  }

  #forget(worker: Worker, cause: Error): void {
    const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const type = outOfMemory ? FailureType.DeviceOutOfMemory : FailureType.Internal;
    this.#drop(worker, new UpreelError(type, `A thread that runs the model died: ${cause.message}.`, { cause }));
  }

  #drop(worker: Worker, error: UpreelError): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#loaded = new Set();
    this.#pending?.reject(error);
    this.#pending = undefined;
  }
}
