import { randomUUID } from 'node:crypto';
import { activityInfo } from '@temporalio/activity';
import type { FrameRange, HeldDrafts } from '../../contracts/activities.js';
import type { BatchDraft, JobPlan, SegmentEntry } from '../../contracts/checkpoints.js';
import { MAX_BATCHES_A_RUN } from '../../contracts/temporal-names.js';
import { planBatch } from '../../domain/plan-batch.js';
import type { Extraction } from '../../ports/media-tool.js';
import type { JobSignals } from '../../ports/job-signals.js';
import { batchPlanSha256, type CheckpointStore } from '../checkpoint-store.js';
import { mapConcurrently } from '../map-concurrently.js';

/** Each event of a long extraction is one of the workflow's history: a sixteenth more must be ready than last time. */
const MIN_GROWTH = 1 / 16;

const WRITES_AT_A_TIME = 8;

interface Announcing {
  readonly checkpoints: Pick<CheckpointStore, 'writeDraft'>;
  readonly signals: JobSignals;
  readonly batchFrames: number;
  /** The shortest time between two signals, and before the first. */
  readonly intervalMs: number;
  /** @throws UpreelError for what cannot be done */
  readonly planOf: (extraction: Extraction) => JobPlan;
}

/**
 * Tells the workflow now and then which batches can begin while extraction goes on, and leaves for each what it is made
 * of: its draft. All of it is a hint: what fails here is left out.
 */
export class SegmentAnnouncer {
  readonly #announcing: Announcing;
  readonly #extractionId = randomUUID();
  readonly #run = activityInfo().workflowExecution;
  readonly #stored = new Map<number, SegmentEntry>();
  /** Digest of each draft written, in order. */
  readonly #drafts: string[] = [];
  #soFar: (() => Extraction) | null = null;
  #lastMs = Date.now();
  #announced = 0;
  #running: Promise<void> | null = null;
  #over = false;

  constructor(announcing: Announcing) {
    this.#announcing = announcing;
  }

  /** @param soFar what extraction knows by the time of its call */
  stored(segment: SegmentEntry, soFar: () => Extraction): void {
    this.#stored.set(segment.firstFrame, segment);
    this.#soFar = soFar;
    this.poke();
  }

  /** To be called often: signals when enough is ready that the workflow does not know of. */
  poke(): void {
    if (this.#over || this.#running !== null || Date.now() - this.#lastMs < this.#announcing.intervalMs) return;
    if (this.#announced >= MAX_BATCHES_A_RUN) return;
    const segments = this.#ready();
    if (!this.#isWorthwhile(segments.length)) return;
    this.#lastMs = Date.now();
    this.#running = this.#announce(segments)
      .catch(() => undefined)
      .finally(() => {
        this.#running = null;
      });
  }

  /** No more signals; waits for the one under way. Never rejects. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#running;
  }

  /** Which drafts are what the plan came to be; undefined when none was written. */
  held(plan: JobPlan): HeldDrafts | undefined {
    if (this.#drafts.length === 0) return undefined;
    const wrong = this.#drafts.findIndex(
      (sha256, index) => batchPlanSha256(planBatch(plan, this.#range(index))) !== sha256,
    );
    const batches = wrong === -1 ? this.#drafts.length : wrong;
    return { extractionId: this.#extractionId, frames: batches * this.#announcing.batchFrames };
  }

  #isWorthwhile(more: number): boolean {
    return more >= Math.max(1, this.#announced * MIN_GROWTH);
  }

  /** Whole segments in a row behind those announced. */
  #ready(): SegmentEntry[] {
    const segments: SegmentEntry[] = [];
    for (let index = this.#announced; index < MAX_BATCHES_A_RUN; index += 1) {
      const segment = this.#stored.get(index * this.#announcing.batchFrames);
      if (segment?.frameCount !== this.#announcing.batchFrames) break;
      segments.push(segment);
    }
    return segments;
  }

  async #announce(segments: readonly SegmentEntry[]): Promise<void> {
    const { checkpoints, signals, batchFrames, planOf } = this.#announcing;
    if (this.#run === undefined || this.#soFar === null) return;
    const plan = planOf(this.#soFar());
    // Times come on another way than segments: how long the last frame lasts is known with the one after it.
    const timed = segments.filter(({ firstFrame, frameCount }) => firstFrame + frameCount < plan.frameCount);
    const drafts = timed.map((segment): BatchDraft => ({
      version: 1,
      extractionId: this.#extractionId,
      plan: planBatch(plan, segment),
      segment,
    }));
    if (!this.#isWorthwhile(drafts.length)) return;
    await mapConcurrently(drafts, WRITES_AT_A_TIME, (draft) => checkpoints.writeDraft(draft));
    this.#drafts.push(...drafts.map((draft) => batchPlanSha256(draft.plan)));
    this.#announced += drafts.length;
    await signals.segmentsReady(this.#run, { upTo: this.#announced * batchFrames, batchFrames });
  }

  #range(index: number): FrameRange {
    const { batchFrames } = this.#announcing;
    return { firstFrame: index * batchFrames, frameCount: batchFrames };
  }
}
