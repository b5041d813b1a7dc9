import type { FrameRange } from '../contracts/activities.js';

/** Cuts frames 0 … frameCount−1 into ranges of `batchFrames`; the last one takes what is left. */
export function planBatches(frameCount: number, batchFrames: number): FrameRange[] {
  const batches = Math.ceil(frameCount / batchFrames);
  return Array.from({ length: batches }, (_, index) => {
    const firstFrame = index * batchFrames;
    return { firstFrame, frameCount: Math.min(batchFrames, frameCount - firstFrame) };
  });
}
