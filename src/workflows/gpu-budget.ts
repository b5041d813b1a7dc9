import { ApplicationFailure } from '@temporalio/workflow';
import type { UpscaleBatchResult } from '../contracts/activities.js';
import { FailureType } from '../contracts/failures.js';
import type { JobOptions } from '../contracts/job-options.js';
import { overBudgetReason } from '../domain/estimate/gpu-seconds-limit.js';

/** What GPU workers were busy with a job, against what they may be. */
export class GpuBudget {
  private used: number;
  /** By first frame: what this run has heard of. */
  private readonly heard = new Map<number, number>();
  private readonly budget: JobOptions['budget'];
  private readonly limit: number | null;

  /** @param limit seconds; null: any */
  constructor({ budget, limit, used }: { budget: JobOptions['budget']; limit: number | null; used: number }) {
    this.budget = budget;
    this.limit = limit;
    this.used = used;
  }

  /** What the batches before this frame took, and all runs before. */
  usedBefore(frame: number): number {
    let later = 0;
    for (const [firstFrame, gpuSeconds] of this.heard) if (firstFrame >= frame) later += gpuSeconds;
    return this.used - later;
  }

  /** A batch that is found done a second time costs nothing more. */
  spend(firstFrame: number, { gpuSeconds = 0, skipped }: UpscaleBatchResult): void {
    const before = this.heard.get(firstFrame);
    if (skipped && before !== undefined) return;
    this.heard.set(firstFrame, (before ?? 0) + gpuSeconds);
    this.used += gpuSeconds;
  }

  /** No batch is begun then; early ones under way end. */
  get isUsedUp(): boolean {
    return this.limit !== null && this.used > this.limit;
  }

  /** @throws ApplicationFailure `OverBudget` */
  require(): void {
    if (this.limit === null || this.used <= this.limit) return;
    throw ApplicationFailure.create({
      type: FailureType.OverBudget,
      message: overBudgetReason(this.budget, this.limit, this.used),
      nonRetryable: true,
    });
  }
}
