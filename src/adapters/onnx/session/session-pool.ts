import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame, UpscaledFrame, UpscalerLane } from '../../../ports/upscaler.js';
import { LaneQueue } from './lane-queue.js';
import type { SessionModel } from './session-messages.js';
import type { SessionThread } from './session-thread.js';

interface Task {
  readonly model: SessionModel;
  readonly frame: Frame;
  readonly resolve: (frame: UpscaledFrame) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives the frames of every lane, earlier lanes first, to whichever session thread is free. */
export class SessionPool {
  readonly #threads: readonly SessionThread[];
  readonly #idle: SessionThread[];
  readonly #queue = new LaneQueue<Task>();
  #ended = false;

  constructor(threads: readonly SessionThread[]) {
    this.#threads = threads;
    this.#idle = [...threads];
  }

  /** Runs one frame on every thread, so that each has the model loaded. */
  async tryOut(model: SessionModel, frame: () => Frame): Promise<UpscaledFrame[]> {
    if (this.#ended) throw shuttingDown();
    return Promise.all(this.#threads.map((thread) => thread.enlarge(model, frame())));
  }

  openLane(model: SessionModel): UpscalerLane {
    const lane = this.#queue.open();
    return {
      upscale: (frame) =>
        new Promise((resolve, reject) => {
          const task: Task = { model, frame, resolve, reject };
          if (this.#ended) rejectAll([task], shuttingDown());
          else if (lane.push(task)) this.#dispatch();
          else rejectAll([task], batchClosed());
        }),
      close: () => {
        rejectAll(lane.close(), batchClosed());
      },
    };
  }

  async end(): Promise<void> {
    this.#ended = true;
    rejectAll(this.#queue.close(), shuttingDown());
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #dispatch(): void {
    const thread = this.#idle.shift();
    if (thread === undefined) return;
    const task = this.#queue.take();
    if (task === undefined) {
      this.#idle.push(thread);
      return;
    }
    void thread
      .enlarge(task.model, task.frame)
      .then(task.resolve, task.reject)
      .finally(() => {
        this.#idle.push(thread);
        this.#dispatch();
      });
  }
}

function batchClosed(): UpreelError {
  return new UpreelError(FailureType.Cancelled, 'The batch this frame belongs to was given up.');
}

function shuttingDown(): UpreelError {
  return new UpreelError(FailureType.Unavailable, 'The worker that ran the model is shutting down.');
}

function rejectAll(tasks: readonly Task[], error: UpreelError): void {
  for (const task of tasks) task.reject(error);
}
