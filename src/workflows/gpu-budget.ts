import { ApplicationFailure } from '@temporalio/workflow';
import { FailureType } from '../contracts/failures.js';
import type { JobOptions } from '../contracts/job-options.js';
import { overBudgetReason } from '../domain/estimate/gpu-seconds-limit.js';

/** What GPU workers were busy with a job, against what they may be. */
export class GpuBudget {
  private used: number;
  private readonly budget: JobOptions['budget'];
  private readonly limit: number | null;

  /** @param limit seconds; null: any */
  constructor({ budget, limit, used }: { budget: JobOptions['budget']; limit: number | null; used: number }) {
    this.budget = budget;
    this.limit = limit;
    this.used = used;
  }

  get usedSeconds(): number {
    return this.used;
  }

  spend(gpuSeconds: number): void {
    this.used += gpuSeconds;
  }

  /** No batch is begun then; those under way end, since most of them is paid for. */
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
