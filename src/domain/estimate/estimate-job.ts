import type { EstimateSetting, JobEstimate, Range, VideoFacts } from '../../contracts/estimate.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { JobOptions } from '../../contracts/job-options.js';
import { scaleOfModel } from '../../contracts/models.js';
import { planGeometry } from '../plan-geometry.js';
import { estimateBytes } from './estimate-bytes.js';
import { estimateGpuSeconds } from './estimate-gpu-seconds.js';
import { priceOf } from './price-of.js';
import { rangeOf, rounded } from './ranges.js';

/** What films and cameras commonly have: for a video that tells no rate, as in a web page. */
const USUAL_FRAME_RATES: Range = { low: 24, high: 60 };

/**
 * What a job will take, from what can be known without decoding.
 * @throws UpreelError `InvalidInput` or `SourceTooLarge` for a size that can't be made, `InvalidInput` without a length
 */
export function estimateJob(video: VideoFacts, options: JobOptions, setting: EstimateSetting): JobEstimate {
  const { frames, basis: framesBasis } = previewed(countFrames(video), options);
  const { geometry } = planGeometry(
    { width: video.width, height: video.height, rotation: 0, sampleAspectRatio: { num: 1, den: 1 } },
    options,
    scaleOfModel(options.model),
  );
  const { outputWidth: width, outputHeight: height } = geometry;
  const gpu = estimateGpuSeconds({
    megapixels: { source: (video.width * video.height) / 1e6, result: (width * height) / 1e6 },
    frames,
    options,
    setting,
  });
  const bytes = estimateBytes({ video, output: { width, height }, frames, options });
  const price = priceOf({ gpuSeconds: gpu.seconds, ...bytes }, setting);
  return {
    frames,
    output: { width, height },
    gpuSeconds: rounded(gpu.seconds),
    outputBytes: rounded(bytes.outputBytes),
    intermediateBytes: rounded(bytes.intermediateBytes),
    price: price.range,
    basis: [framesBasis, ...gpu.basis, bytes.basis, price.basis],
  };
}

interface Counted {
  readonly frames: Range;
  readonly basis: string;
}

function countFrames({ frames, durationSeconds, frameRate }: VideoFacts): Counted {
  if (frames !== undefined) return { frames: rangeOf(frames), basis: `${frames} frames, as given.` };
  if (durationSeconds === undefined) {
    throw new UpreelError(
      FailureType.InvalidInput,
      'The video does not say how long it is; how many frames it has shows only when it is decoded.',
    );
  }
  const seconds = Number(durationSeconds.toFixed(3));
  if (frameRate !== undefined) {
    const basis = `${seconds} seconds at ${Number(frameRate.toFixed(3))} frames a second, as the file claims.`;
    return { frames: rangeOf(atLeastOne(durationSeconds * frameRate)), basis };
  }
  const { low, high } = USUAL_FRAME_RATES;
  return {
    frames: { low: atLeastOne(durationSeconds * low), high: atLeastOne(durationSeconds * high) },
    basis: `${seconds} seconds at ${low} to ${high} frames a second: the video's own rate is not known.`,
  };
}

/** A preview takes no more than its frames. */
function previewed(counted: Counted, { preview }: JobOptions): Counted {
  if (preview === undefined || counted.frames.high <= preview) return counted;
  const frames = { low: Math.min(preview, counted.frames.low), high: preview };
  return { frames, basis: `A preview of ${preview} frames at most.` };
}

function atLeastOne(frames: number): number {
  return Math.max(1, Math.round(frames));
}
