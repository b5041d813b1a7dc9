import { CancellationScope } from '@temporalio/workflow';
import type { FrameRange } from '../contracts/activities.js';

interface BatchRun {
  readonly batches: readonly FrameRange[];
  readonly firstBatch: number;
  readonly maxInFlight: number;
  /** Asked before each start: true lets those in flight end and starts no more. */
  readonly shouldPause: (started: number) => boolean;
  readonly run: (batch: FrameRange) => Promise<void>;
}

/**
 * Runs batches in order with a bounded number in flight; resolves with the index of the first batch not started. The
 * first failure cancels the others and is thrown once they have ended, so that nothing runs on behind a failed job.
 */
export async function runBatches({ batches, firstBatch, maxInFlight, shouldPause, run }: BatchRun): Promise<number> {
  let next = firstBatch;
  const runner = async (): Promise<void> => {
    for (;;) {
      const batch = batches[next];
      if (batch === undefined || shouldPause(next - firstBatch)) return;
      next += 1;
      await run(batch);
    }
  };
  await CancellationScope.cancellable(async () => {
    const scope = CancellationScope.current();
    const runners = Array.from({ length: Math.min(maxInFlight, batches.length - firstBatch) }, runner);
    try {
      await Promise.all(runners);
    } catch (error) {
      scope.cancel();
      await Promise.allSettled(runners);
      throw error;
    }
  });
  return next;
}
