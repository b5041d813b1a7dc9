import type { FrameRange } from '../contracts/activities.js';
import { sideBySide } from './side-by-side.js';

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
 * first failure cancels the others.
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
  const runners = Math.min(maxInFlight, batches.length - firstBatch);
  await sideBySide(...Array.from({ length: runners }, () => runner));
  return next;
}
