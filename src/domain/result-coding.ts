import type { Decision, PicturePlan } from '../contracts/checkpoints.js';
import { InvalidOptionError, type Codec, type JobOptions } from '../contracts/job-options.js';
import { isHdr } from './plan-color.js';

export interface Coding {
  readonly codec: Codec;
  readonly crf: number;
}

/** The largest crf of H.264 and HEVC; AV1 goes on to 63. */
const MAX_H26X_CRF = 51;
/** SVT-AV1 takes no smaller side. */
const MIN_AV1_SIDE = 64;

/** What the picture is coded with: as the job asks, but HDR in HEVC, the one codec whose HDR everything plays. */
export function resultCoding(
  { codec, crf }: Pick<JobOptions, 'codec' | 'crf'>,
  picture: Pick<PicturePlan, 'transfer'>,
): Coding {
  if (!isHdr(picture) || codec === 'hevc') return { codec, crf };
  return { codec: 'hevc', crf: Math.min(crf, MAX_H26X_CRF) };
}

/** @throws InvalidOptionError for AV1 of a picture that is too small for it */
export function codingDecisions(
  options: Pick<JobOptions, 'codec' | 'crf'>,
  picture: Pick<PicturePlan, 'transfer' | 'outputWidth' | 'outputHeight'>,
): Decision[] {
  const { codec, crf } = resultCoding(options, picture);
  const { transfer, outputWidth, outputHeight } = picture;
  if (codec === 'av1' && Math.min(outputWidth, outputHeight) < MIN_AV1_SIDE) {
    throw new InvalidOptionError(
      'codec',
      `The result has ${outputWidth}×${outputHeight} pixels, and AV1 takes no side below ${MIN_AV1_SIDE}; ask for h264 or hevc.`,
    );
  }
  if (codec === options.codec) return [];
  const limited = crf === options.crf ? '' : `, and its crf ${crf} instead of ${options.crf}`;
  return [
    {
      about: 'codec',
      decision: `hevc instead of ${options.codec}${limited}`,
      why: `The source is HDR (${transfer}), which players know in HEVC Main10.`,
    },
  ];
}
