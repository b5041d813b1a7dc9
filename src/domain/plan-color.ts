import type { Decision, PicturePlan } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { VideoStreamFacts } from '../contracts/media.js';
import type { PixelFormatFacts } from './pixel-format.js';

export type ColorPlan = Pick<PicturePlan, 'matrix' | 'range' | 'primaries' | 'transfer' | 'chromaLocation'>;

/** Matrices that the conversions can compute, and the primaries and transfer that go with each. */
const MATRICES: Readonly<Record<string, { readonly primaries: string; readonly transfer: string }>> = {
  bt709: { primaries: 'bt709', transfer: 'bt709' },
  smpte170m: { primaries: 'smpte170m', transfer: 'smpte170m' },
  bt470bg: { primaries: 'bt470bg', transfer: 'smpte170m' },
  fcc: { primaries: 'bt470m', transfer: 'bt470m' },
  smpte240m: { primaries: 'smpte240m', transfer: 'smpte240m' },
  bt2020nc: { primaries: 'bt2020', transfer: 'bt2020-10' },
};

const MATRIX_OF_PRIMARIES: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  bt470m: 'fcc',
  smpte240m: 'smpte240m',
  bt2020: 'bt2020nc',
};

const SD_MAX_WIDTH = 1024;
const SD_MAX_HEIGHT = 576;
const PAL_HEIGHTS: ReadonlySet<number> = new Set([288, 576]);
const CENTRED_CHROMA_CODECS: ReadonlySet<string> = new Set(['mjpeg', 'mpeg1video', 'theora', 'vp8']);
const HDR_TRANSFERS: ReadonlySet<string> = new Set(['smpte2084', 'arib-std-b67']);

export function isHdr({ transfer }: Pick<ColorPlan, 'transfer'>): boolean {
  return HDR_TRANSFERS.has(transfer);
}

/**
 * Matrix, range, primaries, transfer and chroma location, nothing left open. What the file says holds. A file that says
 * nothing is BT.601 up to 1024×576 (625 lines: the PAL primaries) and BT.709 above: by the size of the source, since
 * players guess by the size of what they play, and the result is larger.
 * @throws UpreelError `UnsupportedMedia` for a matrix that cannot be computed
 */
export function planColor(
  video: VideoStreamFacts,
  format: PixelFormatFacts,
): { readonly color: ColorPlan; readonly decisions: readonly Decision[] } {
  const { color, width, height } = video;
  const size = `${width}×${height}`;
  const standard =
    width > SD_MAX_WIDTH || height > SD_MAX_HEIGHT ? 'bt709' : PAL_HEIGHTS.has(height) ? 'bt470bg' : 'smpte170m';
  const inferred = MATRIX_OF_PRIMARIES[color.primaries ?? ''] ?? standard;
  const tagged = format.kind === 'rgb' ? null : color.matrix;
  const matrix = tagged ?? inferred;
  const partners = MATRICES[matrix];
  if (partners === undefined) {
    throw new UpreelError(
      FailureType.UnsupportedMedia,
      `The video's colours are coded with the matrix "${matrix}", which Upreel cannot convert; it can ${Object.keys(MATRICES).join(', ')}.`,
    );
  }
  const range = format.kind === 'rgb' ? 'tv' : format.fullRange ? 'pc' : (color.range ?? untaggedRange(format));
  const decisions: Decision[] = [
    tagged === null
      ? {
          about: 'colour matrix',
          decision: `${matrix}, written into the result`,
          why:
            format.kind === 'rgb'
              ? `The source is RGB; ${size} decides which matrix its result is coded with.`
              : `The source names none; ${color.primaries === null ? `its size ${size}` : `its primaries ${color.primaries}`} decides.`,
        }
      : { about: 'colour matrix', decision: matrix, why: 'The source says so.' },
  ];
  if (format.kind !== 'rgb' && color.range === null && !format.fullRange) {
    decisions.push({
      about: 'colour range',
      decision: `${range}, written into the result`,
      why: 'The source names none.',
    });
  }
  return {
    color: {
      matrix,
      range,
      primaries: color.primaries ?? partners.primaries,
      transfer: color.transfer ?? partners.transfer,
      chromaLocation: chromaLocation(video, format),
    },
    decisions,
  };
}

/** Grey pictures are written in full range by nearly everything, everything else in limited range. */
function untaggedRange({ kind }: PixelFormatFacts): 'tv' | 'pc' {
  return kind === 'grey' ? 'pc' : 'tv';
}

function chromaLocation({ color, codec }: VideoStreamFacts, format: PixelFormatFacts): string {
  if (format.chroma !== '4:2:0') return 'left';
  return color.chromaLocation ?? (format.fullRange || CENTRED_CHROMA_CODECS.has(codec) ? 'center' : 'left');
}
