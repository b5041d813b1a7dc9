import type { Decision, PicturePlan } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { JobOptions } from '../contracts/job-options.js';
import type { SourceFacts, VideoStreamFacts } from '../contracts/media.js';
import { chooseSegmentCodec } from './choose-segment-codec.js';
import { requireEncoderFor } from './hardware-encoder.js';
import { isHdr, planColor } from './plan-color.js';
import { planGeometry } from './plan-geometry.js';
import { describePixelFormat, type PixelFormatFacts } from './pixel-format.js';
import { codingDecisions } from './result-coding.js';

const INTERLACED: ReadonlySet<string> = new Set(['tt', 'bb', 'tb', 'bt']);

/**
 * How the picture goes through the job. The result is 4:2:0, 8 bits for sources of 8 bits and 10 for deeper ones: an
 * enlarged 4:2:0 picture has at least the chroma resolution of its source, and everything plays it.
 * @throws UpreelError `UnsupportedMedia`, `SourceTooLarge` or `InvalidInput` for what cannot be done without loss
 */
export function planPicture(
  { format, video }: SourceFacts,
  options: JobOptions,
  modelScale: number,
): { readonly picture: PicturePlan; readonly decisions: readonly Decision[] } {
  const pixels = describePixelFormat(video.pixelFormat);
  const decisions: Decision[] = [...alphaDecisions(format, video, pixels)];
  const segment = chooseSegmentCodec(video.pixelFormat === 'bgra' ? 'bgr0' : video.pixelFormat);
  if (segment === null) {
    throw new UpreelError(
      FailureType.UnsupportedMedia,
      `The video's pixel format "${video.pixelFormat}" cannot be stored without loss; convert it to yuv420p or rgb24 first.`,
    );
  }
  const { color, decisions: colorDecisions } = planColor(video, pixels);
  const { geometry, decisions: geometryDecisions } = planGeometry(video, options, modelScale);
  const bitDepth = pixels.bits > 8 ? 16 : 8;
  if (isHdr(color) && bitDepth === 8) {
    throw new UpreelError(
      FailureType.UnsupportedMedia,
      `The video is tagged as HDR (${color.transfer}) but has only 8 bits a sample; its tags or its samples are wrong.`,
    );
  }
  const { deinterlace, decisions: fieldDecisions } = planFields(video, options);
  const outputPixelFormat = bitDepth === 16 ? 'yuv420p10le' : 'yuv420p';
  const picture = { ...geometry, ...segment, ...color, deinterlace, bitDepth, outputPixelFormat } as const;
  requireEncoderFor(options, picture, video);
  return {
    picture,
    decisions: [
      ...decisions,
      ...colorDecisions,
      ...geometryDecisions,
      ...fieldDecisions,
      ...formatDecisions(video, pixels, outputPixelFormat),
      ...codingDecisions(options, picture),
    ],
  };
}

function alphaDecisions(format: string, video: VideoStreamFacts, pixels: PixelFormatFacts): Decision[] {
  if (!pixels.alpha && video.tags.alpha_mode !== '1') return [];
  if (format === 'gif') {
    return [
      {
        about: 'transparency',
        decision: 'transparent pixels show their background colour',
        why: 'The source is a GIF; the codecs of the result have no transparency.',
      },
    ];
  }
  throw new UpreelError(
    FailureType.UnsupportedMedia,
    'The video has transparency (an alpha channel), which the result could not keep; lay it over a background first.',
  );
}

function planFields(
  { fieldOrder, measuredFields }: VideoStreamFacts,
  options: JobOptions,
): { readonly deinterlace: boolean; readonly decisions: readonly Decision[] } {
  const flagged = INTERLACED.has(fieldOrder ?? '');
  const interlaced = flagged || measuredFields === 'interlaced';
  const deinterlace = options.deinterlace === 'on' || (options.deinterlace === 'auto' && interlaced);
  if (!deinterlace && !interlaced) return { deinterlace, decisions: [] };
  const why = flagged
    ? `The source says that it is interlaced (${fieldOrder ?? ''}).`
    : interlaced
      ? 'The source does not say so, but its first frames are combed.'
      : 'The job asks for it.';
  const decision = deinterlace ? 'deinterlaced (bwdif, one frame for a frame)' : 'left interlaced, as the job asks';
  return { deinterlace, decisions: [{ about: 'fields', decision, why }] };
}

function formatDecisions(video: VideoStreamFacts, pixels: PixelFormatFacts, output: string): Decision[] {
  if (pixels.chroma === '4:2:0' && pixels.bits <= 10) return [];
  const why = pixels.bits > 10 ? 'No player shows more than 10 bits a sample.' : 'Everything plays 4:2:0.';
  return [{ about: 'pixel format', decision: `${video.pixelFormat} becomes ${output}`, why }];
}
