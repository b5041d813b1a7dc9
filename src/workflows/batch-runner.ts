import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { ExtractFramesResult, FrameRange, HeldDrafts, UpscaleBatchResult } from '../contracts/activities.js';
import type { SegmentsReady } from '../contracts/temporal-names.js';
import { planBatches } from '../domain/plan-batches.js';

interface BatchWork {
  readonly maxInFlight: number;
  /** Asked before each start: true lets those in flight end and starts no more. */
  readonly shouldPause: (started: number) => boolean;
  readonly run: (batch: FrameRange, early: boolean) => Promise<UpscaleBatchResult>;
  /** Frames of batches that are done, as often as it changes. */
  readonly onDone: (frames: number) => void;
}

interface Begun {
  readonly batches: readonly FrameRange[];
  readonly drafts: HeldDrafts | undefined;
  /** Early ones are of the same ranges. */
  readonly sameRanges: boolean;
}

interface Task {
  readonly index: number;
  readonly batch: FrameRange;
  readonly early: boolean;
}

/**
 * Runs a job's batches in order with a bounded number in flight. While extraction goes on, those begin that it has told
 * of; what they come to counts only if extraction, once it has ended, says that they were made of what it left. All others
 * are begun then, and those that failed or were made of something else once more: an early batch decides nothing.
 */
export class BatchRunner {
  readonly #work: BatchWork;
  readonly #running = new Set<Promise<void>>();
  /** What early ones that have ended came to, by index; null: they failed. */
  readonly #ended = new Map<number, UpscaleBatchResult | null>();
  #told: SegmentsReady = { upTo: 0, batchFrames: 0 };
  #earlyInFlight = 0;
  #earlyFailed = false;
  #begun: Begun | null = null;
  #again: number[] = [];
  #next = 0;
  #started = 0;
  #doneFrames = 0;
  #failure: { readonly error: unknown } | null = null;
  #scope = CancellationScope.current();

  constructor(work: BatchWork) {
    this.#work = work;
  }

  /** A hint of extraction that goes on. Batches of another size than at first are left until it has ended. */
  offer({ upTo, batchFrames }: SegmentsReady): void {
    const first = this.#told.batchFrames === 0;
    if (batchFrames <= 0 || (!first && batchFrames !== this.#told.batchFrames)) return;
    this.#told = { batchFrames, upTo: Math.max(upTo, this.#told.upTo) };
  }

  /** Extraction has ended: this is all there is, and those before `firstBatch` were done by runs before. */
  begin({ frameCount, batchFrames, drafts }: ExtractFramesResult, firstBatch: number): void {
    const sameRanges = this.#told.batchFrames === 0 || this.#told.batchFrames === batchFrames;
    this.#begun = { batches: planBatches(frameCount, batchFrames), drafts, sameRanges };
    if (sameRanges) {
      this.#next = Math.max(firstBatch, this.#next);
      for (const [index, result] of this.#ended) this.#judge(this.#begun, index, result);
    } else {
      this.#next = 0;
      this.#doneFrames = 0;
    }
    this.#doneFrames += firstBatch * batchFrames;
    this.#fill();
  }

  /**
   * Resolves with the index of the first batch that is not done, once extraction has ended and none is in flight. The
   * first failure cancels the others, and the scope that this runs in.
   */
  async run(): Promise<number> {
    this.#scope = CancellationScope.current();
    try {
      for (;;) {
        await condition(() => this.#isOver() || this.#canStart());
        if (this.#isOver()) break;
        this.#fill();
      }
    } catch (error) {
      // Whatever made it fail has cancelled this wait as well.
      this.#failure ??= { error };
    }
    await Promise.all(this.#running);
    if (this.#failure !== null) throw this.#failure.error;
    return Math.min(this.#next, this.#begun?.batches.length ?? 0, ...this.#again);
  }

  #isOver(): boolean {
    if (this.#failure !== null) return true;
    return this.#begun !== null && this.#running.size === 0 && !this.#canStart();
  }

  #canStart(): boolean {
    return this.#running.size < this.#work.maxInFlight && this.#nextTask() !== null;
  }

  #fill(): void {
    while (this.#canStart()) {
      const runner = this.#runOneByOne()
        .catch((error: unknown) => {
          this.#failure ??= { error };
          this.#scope.cancel();
        })
        .finally(() => this.#running.delete(runner));
      this.#running.add(runner);
    }
  }

  async #runOneByOne(): Promise<void> {
    for (let task = this.#take(); task !== null; task = this.#take()) {
      if (task.early) await this.#runEarly(task);
      else {
        await this.#work.run(task.batch, false);
        this.#done(task.batch.frameCount);
      }
    }
  }

  async #runEarly({ index, batch }: Task): Promise<void> {
    this.#earlyInFlight += 1;
    const result = await this.#work.run(batch, true).catch((error: unknown) => {
      if (isCancellation(error) || CancellationScope.current().consideredCancelled) throw error;
      this.#earlyFailed = true;
      return null;
    });
    this.#earlyInFlight -= 1;
    if (this.#begun?.sameRanges === false) return;
    if (result?.extractionId !== undefined) this.#done(batch.frameCount);
    if (this.#begun === null) this.#ended.set(index, result);
    else this.#judge(this.#begun, index, result);
  }

  /** An early batch that does not hold is done again. */
  #judge({ batches, drafts }: Begun, index: number, result: UpscaleBatchResult | null): void {
    const { batchFrames } = this.#told;
    const batch = batches[index];
    const made = result?.extractionId;
    if (made !== undefined && batch?.frameCount === batchFrames) {
      if (made === drafts?.extractionId && batch.firstFrame + batchFrames <= drafts.frames) return;
    }
    if (made !== undefined) this.#doneFrames -= batchFrames;
    if (batch !== undefined) this.#again.push(index);
  }

  #done(frames: number): void {
    this.#doneFrames += frames;
    this.#work.onDone(this.#doneFrames);
  }

  #take(): Task | null {
    const task = this.#nextTask();
    if (task === null) return null;
    if (task.index === this.#again[0]) this.#again.shift();
    else this.#next = task.index + 1;
    this.#started += 1;
    return task;
  }

  #nextTask(): Task | null {
    if (this.#failure !== null || this.#work.shouldPause(this.#started)) return null;
    if (this.#begun === null) {
      const { upTo, batchFrames } = this.#told;
      const firstFrame = this.#next * batchFrames;
      if (this.#earlyFailed || batchFrames === 0 || firstFrame + batchFrames > upTo) return null;
      return { index: this.#next, batch: { firstFrame, frameCount: batchFrames }, early: true };
    }
    // Batches of other ranges would write the same objects.
    if (!this.#begun.sameRanges && this.#earlyInFlight > 0) return null;
    const index = this.#again[0] ?? this.#next;
    const batch = this.#begun.batches[index];
    return batch === undefined ? null : { index, batch, early: false };
  }
}
