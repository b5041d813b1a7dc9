import type { PicturePlan } from '../contracts/checkpoints.js';
import { HARDWARE_ENCODERS, InvalidOptionError, type JobOptions } from '../contracts/job-options.js';
import type { VideoStreamFacts } from '../contracts/media.js';
import { resultCoding } from './result-coding.js';

type Picture = Pick<PicturePlan, 'transfer' | 'outputPixelFormat'>;

/**
 * Whether the job's encoder can code this picture: known before anything is decoded.
 * @throws InvalidOptionError
 */
export function requireEncoderFor(
  options: Pick<JobOptions, 'encoder' | 'codec' | 'crf'>,
  picture: Picture,
  { masteringDisplay, contentLight }: Pick<VideoStreamFacts, 'masteringDisplay' | 'contentLight'>,
): void {
  const { encoder } = options;
  if (encoder === 'software') return;
  const { codec } = resultCoding(options, picture);
  const problem =
    HARDWARE_ENCODERS[encoder] !== codec
      ? `codes ${HARDWARE_ENCODERS[encoder]}, and the result is ${codec}`
      : codec === 'h264' && picture.outputPixelFormat !== 'yuv420p'
        ? 'codes 8 bits a sample, and the source has more'
        : masteringDisplay !== null || contentLight !== null
          ? "can't carry the source's HDR metadata"
          : null;
  if (problem === null) return;
  throw new InvalidOptionError('encoder', `The encoder ${encoder} ${problem}; ask for encoder software.`);
}

/** Its own name for a pixel format of the result, where it has one. */
const NVENC_PIXEL_FORMATS: Readonly<Record<string, string>> = { yuv420p10le: 'p010le' };

/** As encoderArguments of a software encoder: constant quality, closed groups of pictures of a batch's length. */
export function hardwareEncoderArguments(
  encoder: keyof typeof HARDWARE_ENCODERS,
  {
    crf,
    batchFrames,
    bFrames,
    pixelFormat,
  }: Readonly<Record<'crf' | 'batchFrames' | 'bFrames', number>> & {
    readonly pixelFormat: string;
  },
): string[] {
  return [
    ...['-c:v', encoder, '-preset', 'p5', '-tune', 'hq', '-rc', 'vbr', '-b:v', '0'],
    // 0 would leave the quality to the encoder; its scale ends where that of H.264 does.
    ...['-cq', String(Math.min(51, Math.max(1, crf)))],
    ...['-g', String(batchFrames), '-bf', String(bFrames), '-no-scenecut', '1', '-strict_gop', '1', '-forced-idr', '1'],
    ...['-pix_fmt', NVENC_PIXEL_FORMATS[pixelFormat] ?? pixelFormat],
  ];
}
