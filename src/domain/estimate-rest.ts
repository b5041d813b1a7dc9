import type { JobProgress } from '../contracts/progress.js';

export interface Rest {
  readonly framesPerSecond: number;
  readonly etaSeconds: number;
}

/** How fast frames are upscaled and how long the rest will take; null until the first frames are done. */
export function estimateRest(progress: JobProgress, nowMs: number): Rest | null {
  if (progress.upscalingSince === null) return null;
  const seconds = (nowMs - Date.parse(progress.upscalingSince)) / 1000;
  const done = progress.frames.processed - progress.framesBeforeUpscaling;
  if (seconds <= 0 || done <= 0) return null;
  const framesPerSecond = done / seconds;
  return { framesPerSecond, etaSeconds: (progress.frames.total - progress.frames.processed) / framesPerSecond };
}
