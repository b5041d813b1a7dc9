import type { Range, VideoFacts } from '../../contracts/estimate.js';
import type { Codec, JobOptions } from '../../contracts/job-options.js';
import { plus, rangeOf, times } from './ranges.js';

interface Work {
  readonly video: VideoFacts;
  readonly output: { readonly width: number; readonly height: number };
  readonly frames: Range;
  readonly options: JobOptions;
}

/**
 * Bytes a pixel of the result at a codec's usual crf, from flat drawings to grain; halved by every `step` of crf more. h264
 * around what 320×180 enlarged ×4 took: 0.020 for Big Buck Bunny, 0.011 for bikes, a fifth more when sharpened. The others
 * are assumed.
 */
const CODED: Readonly<Record<Codec, { readonly bytes: Range; readonly crf: number; readonly step: number }>> = {
  h264: { bytes: { low: 0.005, high: 0.05 }, crf: 18, step: 6 },
  hevc: { bytes: { low: 0.004, high: 0.045 }, crf: 20, step: 6 },
  av1: { bytes: { low: 0.003, high: 0.04 }, crf: 30, step: 10 },
};

/** A pixel of the source, stored without loss: 0.57 for Big Buck Bunny at 320×180, 0.34 for bikes. */
const LOSSLESS_BYTES: Range = { low: 0.2, high: 1.5 };
const PNG_BYTES: Range = { low: 0.8, high: 3 };

/** Two channels of 16 bits at 48,000 a second: what sound takes at most, where there is any. */
const SOUND_BYTES_A_SECOND = 192_000;

/** The result, and what lies in the processed bucket beside it when the job ends. */
export function estimateBytes({ video, output, frames, options }: Work): {
  readonly outputBytes: Range;
  readonly intermediateBytes: Range;
  readonly basis: string;
} {
  const outputPixels = times(frames, rangeOf(output.width * output.height));
  const sourcePixels = times(frames, rangeOf(video.width * video.height));
  const picture = times(outputPixels, codedBytes(options));
  const sound = { low: 0, high: soundBytes(video) };
  const stills = options.frameFormat === 'png' ? [times(sourcePixels, PNG_BYTES), times(outputPixels, PNG_BYTES)] : [];
  const outputBytes = plus(picture, sound);
  return {
    outputBytes,
    // The batches, and the file that was made of them.
    intermediateBytes: plus(times(sourcePixels, LOSSLESS_BYTES), picture, outputBytes, sound, ...stills),
    basis: `${options.codec} at crf ${options.crf}: the bytes depend on what the video shows, hence the wide range.`,
  };
}

function codedBytes({ codec, crf }: JobOptions): Range {
  const usual = CODED[codec];
  return times(usual.bytes, rangeOf(2 ** ((usual.crf - crf) / usual.step)));
}

function soundBytes({ durationSeconds, sizeBytes }: VideoFacts): number {
  const most = (durationSeconds ?? 0) * SOUND_BYTES_A_SECOND;
  return sizeBytes === undefined ? most : Math.min(most, sizeBytes);
}
