import type { Decision, PicturePlan } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { JobOptions } from '../contracts/job-options.js';
import type { VideoStreamFacts } from '../contracts/media.js';
import { invert } from './rational.js';

export type GeometryPlan = Pick<
  PicturePlan,
  'rotation' | 'width' | 'height' | 'sampleAspectRatio' | 'outputWidth' | 'outputHeight'
>;

/** The widest and highest picture that decoders of the result's codecs are made for. */
const MAX_OUTPUT_SIDE = 16_384;
const MAX_OUTPUT_PIXELS = 16_384 * 8_704;

/**
 * Sizes from the coded picture to the result's. The result's sides are even, rounded to nearest, up at the half; the
 * shape of a sample stays the source's, turned with the picture.
 * @throws UpreelError `InvalidInput` for more lines than the model makes, `SourceTooLarge` for more than a codec takes
 */
export function planGeometry(
  video: Pick<VideoStreamFacts, 'width' | 'height' | 'rotation' | 'sampleAspectRatio'>,
  options: Pick<JobOptions, 'scale' | 'height'>,
  modelScale: number,
): { readonly geometry: GeometryPlan; readonly decisions: readonly Decision[] } {
  const turned = video.rotation === 90 || video.rotation === 270;
  const [width, height] = turned ? [video.height, video.width] : [video.width, video.height];
  const { outputWidth, outputHeight } = outputSize(width, height, options, modelScale);
  if (Math.max(outputWidth, outputHeight) > MAX_OUTPUT_SIDE || outputWidth * outputHeight > MAX_OUTPUT_PIXELS) {
    throw new UpreelError(
      FailureType.SourceTooLarge,
      `The result would have ${outputWidth}×${outputHeight} pixels; no player shows more than ${MAX_OUTPUT_SIDE}×8704. Ask for a smaller scale or height.`,
    );
  }
  const decisions: Decision[] = [];
  if (video.rotation !== 0) {
    decisions.push({
      about: 'rotation',
      decision: `turned by ${video.rotation}° clockwise, and the tag dropped`,
      why: 'The source asks players to turn it.',
    });
  }
  if (outputWidth !== width * modelScale || outputHeight !== height * modelScale) {
    decisions.push({
      about: 'size',
      decision: `the model's ${width * modelScale}×${height * modelScale} resampled to ${outputWidth}×${outputHeight} (Lanczos)`,
      why: `The model enlarges ×${modelScale}; the codecs take even sides.`,
    });
  }
  return {
    geometry: {
      rotation: video.rotation,
      width,
      height,
      sampleAspectRatio: turned ? invert(video.sampleAspectRatio) : video.sampleAspectRatio,
      outputWidth,
      outputHeight,
    },
    decisions,
  };
}

function outputSize(
  width: number,
  height: number,
  options: Pick<JobOptions, 'scale' | 'height'>,
  modelScale: number,
): Pick<GeometryPlan, 'outputWidth' | 'outputHeight'> {
  if (options.height !== undefined) {
    if (options.height > height * modelScale) {
      throw new UpreelError(
        FailureType.InvalidInput,
        `A height of ${options.height} lines is more than ${modelScale} times the ${height} of the video; ${height * modelScale} is the most that this model makes.`,
      );
    }
    return { outputWidth: even((width * options.height) / height), outputHeight: even(options.height) };
  }
  const scale = options.scale ?? modelScale;
  if (scale > modelScale) {
    throw new UpreelError(
      FailureType.InvalidInput,
      `A scale of ${scale} is more than this model makes: ${modelScale} is its most.`,
    );
  }
  return { outputWidth: even(width * scale), outputHeight: even(height * scale) };
}

function even(side: number): number {
  return Math.max(2, 2 * Math.round(side / 2));
}
