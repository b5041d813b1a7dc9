import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { Frame, UpscaledFrame, UpscalerLane } from '../../../ports/upscaler.js';
import { LaneQueue } from './lane-queue.js';
import type { SessionModel } from './session-messages.js';
import type { Enlargement, SessionThread } from './session-thread.js';
import { TileLimits } from './tile-limits.js';

type Work = Omit<Enlargement, 'maxTilePixels'>;

interface Task extends Work {
  readonly resolve: (frame: UpscaledFrame) => void;
  readonly reject: (error: unknown) => void;
}

/** The first frame of a lane and every so many after it are compared with fp32. */
const FRAMES_A_SAMPLE = 64;

/** Gives the frames of every lane, earlier lanes first, to whichever session thread is free. */
export class SessionPool {
  readonly #threads: readonly SessionThread[];
  readonly #idle: SessionThread[];
  readonly #queue = new LaneQueue<Task>();
  readonly #limits = new TileLimits();
  #ended = false;

  constructor(threads: readonly SessionThread[]) {
    this.#threads = threads;
    this.#idle = [...threads];
  }

  /** Runs one frame on every thread, so that each has the model loaded. */
  async tryOut(model: SessionModel, frame: () => Frame): Promise<UpscaledFrame[]> {
    if (this.#ended) throw shuttingDown();
    return Promise.all(
      this.#threads.map((thread) => this.#enlarge(thread, { model, frame: frame(), reference: undefined })),
    );
  }

  /** @param reference the same model in fp32, when the lane's sampled frames are to be compared with it */
  openLane(model: SessionModel, reference?: SessionModel): UpscalerLane {
    const lane = this.#queue.open();
    let frames = 0;
    return {
      upscale: (frame) =>
        new Promise((resolve, reject) => {
          const sampled = frames % FRAMES_A_SAMPLE === 0;
          frames += 1;
          const task: Task = { model, frame, reference: sampled ? reference : undefined, resolve, reject };
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
    void this.#enlarge(thread, task)
      .then(task.resolve, task.reject)
      .finally(() => {
        this.#idle.push(thread);
        this.#dispatch();
      });
  }

  /** In tiles that the device has had room for, as far as any session knows. */
  async #enlarge(thread: SessionThread, { model, frame, reference }: Work): Promise<UpscaledFrame> {
    const { width, height } = frame;
    const size = { width, height };
    try {
      const maxTilePixels = this.#limits.of(model, size);
      const enlarged = await thread.enlarge({ model, frame, maxTilePixels, reference });
      const { reducedTilePixels } = enlarged;
      if (reducedTilePixels !== undefined) this.#limits.lower(model, size, reducedTilePixels);
      return maxTilePixels < model.maxTilePixels ? { reducedTilePixels: maxTilePixels, ...enlarged } : enlarged;
    } catch (error) {
      if (error instanceof UpreelError && error.type === FailureType.DeviceOutOfMemory) this.#limits.halve(model, size);
      throw error;
    }
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
