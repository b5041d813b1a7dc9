import type { Decision } from '../contracts/checkpoints.js';
import type { JobOptions } from '../contracts/job-options.js';
import type { SourceFacts } from '../contracts/media.js';

export interface PreviewPlan {
  /** Of the source, as if the picture were all of it and it began at zero. */
  readonly facts: SourceFacts;
  readonly window: { readonly startSeconds: number; readonly frames: number };
  readonly decisions: readonly Decision[];
}

/** Where no rate is claimed. */
const USUAL_RATE = 25;

/** Which part of the video a job with `preview` takes; null for a job that takes all of it. */
export function planPreview(facts: SourceFacts, { preview: frames }: JobOptions): PreviewPlan | null {
  if (frames === undefined) return null;
  const { durationSeconds, video } = facts;
  const rate = video.frameRate === null ? USUAL_RATE : video.frameRate.num / video.frameRate.den;
  const startSeconds = Math.max(0, (durationSeconds ?? 0) / 2 - frames / rate / 2);
  const from = durationSeconds === null ? 'the beginning' : `the middle, from ${startSeconds.toFixed(2)} s on`;
  return {
    facts: { ...facts, startMicroseconds: 0, companions: [], chapters: [] },
    window: { startSeconds, frames },
    decisions: [
      {
        about: 'preview',
        decision: `at most ${frames} frames from ${from}; the picture alone, beginning at zero`,
        why: 'The job asks for a preview.',
      },
    ],
  };
}

/** Times of a part of the video, the first of them at zero. */
export function fromZero<T extends { readonly ticks: readonly number[] }>(extraction: T): T {
  const [first = 0] = extraction.ticks;
  return { ...extraction, ticks: extraction.ticks.map((tick) => tick - first) };
}
