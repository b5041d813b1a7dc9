import { BATCH_FRAMES } from '../contracts/batch-frames.js';

/** Progress is stored by batches: twice as coarse at most. */
const MAX_BATCH_FRAMES = 64;
/** Ten seconds of realesr-general-x4v3 on two cores. */
const BATCH_PIXELS = 1_800_000;

/**
 * Frames a batch where the deployment does not say. Beside its frames a batch takes as long whatever their size (0.4
 * seconds of two cores), and what a lost worker costs goes by pixels: so the smallest pictures come in longer batches.
 * `docs/benchmarks.md` has the measurement.
 */
export function chooseBatchFrames({ width, height }: { readonly width: number; readonly height: number }): number {
  const frames = Math.ceil(BATCH_PIXELS / (width * height));
  return Math.min(MAX_BATCH_FRAMES, Math.max(BATCH_FRAMES.min, frames));
}
