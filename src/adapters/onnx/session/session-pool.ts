import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { framesPerRun } from '../../../domain/plan-run.js';
import type { Frame, UpscaledFrame, UpscalerLane } from '../../../ports/upscaler.js';
import { LaneQueue } from './lane-queue.js';
import type { SessionModel } from './session-messages.js';
import type { SessionThread } from './session-thread.js';
import { TileLimits } from './tile-limits.js';

interface Work {
  readonly model: SessionModel;
  readonly frames: readonly Frame[];
  readonly reference: SessionModel | undefined;
}

interface Task {
  readonly model: SessionModel;
  readonly frame: Frame;
  readonly reference: SessionModel | undefined;
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
    const tried = await Promise.all(
      this.#threads.map((thread) => this.#enlarge(thread, { model, frames: [frame()], reference: undefined })),
    );
    return tried.flat();
  }

  /** Frames of this size that are worked on at the same time. */
  concurrency(model: SessionModel, { width, height }: Pick<Frame, 'width' | 'height'>): number {
    return this.#threads.length * this.#framesPerRun(model, { width, height });
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
    const tasks = this.#queue.take({ most: ({ model, frame }) => this.#framesPerRun(model, frame), goesWith });
    const [first] = tasks;
    if (first === undefined) {
      this.#idle.push(thread);
      return;
    }
    const { model, reference } = first;
    void this.#enlarge(thread, { model, frames: tasks.map(({ frame }) => frame), reference })
      .then(
        (enlarged) => {
          for (const [index, frame] of enlarged.entries()) tasks[index]?.resolve(frame);
        },
        (error: unknown) => {
          for (const task of tasks) task.reject(error);
        },
      )
      .finally(() => {
        this.#idle.push(thread);
        this.#dispatch();
      });
  }

  #framesPerRun(model: SessionModel, size: Pick<Frame, 'width' | 'height'>): number {
    if (model.tiles.fixed !== undefined) return 1;
    return framesPerRun({
      runPixels: this.#limits.of(model, size),
      framePixels: size.width * size.height,
      maxFrames: model.maxFramesPerRun,
    });
  }

  /** Frames of one size, in tiles and numbers that the device has had room for, as far as any session knows. */
  async #enlarge(thread: SessionThread, { model, frames, reference }: Work): Promise<readonly UpscaledFrame[]> {
    const { width = 0, height = 0 } = frames[0] ?? {};
    const size = { width, height };
    const pixels = width * height * frames.length;
    try {
      const maxTilePixels = this.#limits.of(model, size);
      const enlarged = await thread.enlarge({ model, frames, maxTilePixels, reference });
      if (enlarged.roomPixels !== undefined) this.#limits.lower(model, size, enlarged.roomPixels);
      const inSmallerTiles = maxTilePixels < Math.min(model.maxTilePixels, width * height);
      return inSmallerTiles
        ? enlarged.frames.map((frame) => ({ reducedTilePixels: maxTilePixels, ...frame }))
        : enlarged.frames;
    } catch (error) {
      if (error instanceof UpreelError && error.type === FailureType.DeviceOutOfMemory) {
        this.#limits.halve(model, size, pixels);
      }
      throw error;
    }
  }
}

/** A sampled frame goes alone: a second graph is run on it. */
function goesWith(first: Task, next: Task): boolean {
  return (
    first.model === next.model &&
    first.reference === undefined &&
    next.reference === undefined &&
    first.frame.width === next.frame.width &&
    first.frame.height === next.frame.height
  );
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
