import type { BatchPlan } from '../../../contracts/checkpoints.js';
import { formatRatio } from '../../../domain/rational.js';
import { ticksOf } from '../../../domain/ticks-of.js';
import { fromRgbFilter, rgbFormat } from './color-conversion.js';
import { ptsExpression } from './pts-expression.js';

/** Raw frames of the model's size on stdin. */
export function encodeInputOptions({ picture, modelScale, frameRate }: BatchPlan): string[] {
  const size = `${picture.width * modelScale}x${picture.height * modelScale}`;
  return [
    ...['-f', 'rawvideo', '-pixel_format', rgbFormat(picture), '-video_size', size],
    ...['-framerate', formatRatio(frameRate)],
  ];
}

/** The job's codec, with this batch's own time stamps counted from its first frame. */
export function encodeOutputOptions(plan: BatchPlan, frameCount: number): string[] {
  const { picture, timing, modelScale } = plan;
  const { num, den } = timing.timeBase;
  const filters = [
    fromRgbFilter(picture, modelScale),
    // From ffmpeg 7 on a coder goes by its frames, and its own options for these two are lost on it.
    `setparams=color_primaries=${picture.primaries}:color_trc=${picture.transfer}`,
    `setsar=${picture.sampleAspectRatio.num}/${picture.sampleAspectRatio.den}`,
    `settb=${num}/${den}`,
    `setpts='${ptsExpression(ticksOf(timing, 0, frameCount))}'`,
  ];
  return [
    ...['-map', '0:v:0', '-vf', filters.join(','), '-fps_mode', 'passthrough'],
    ...['-enc_time_base', formatRatio(timing.timeBase)],
    ...plan.encoderArguments,
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', 'nut'],
  ];
}
