import type { PicturePlan } from '../../../contracts/checkpoints.js';

/** swscale's names where they differ from the ones in files. */
const SWSCALE_MATRIX: Readonly<Record<string, string>> = { bt470bg: 'bt470', bt2020nc: 'bt2020' };

/** Where a chroma sample lies in its 2×2 luma samples, in 1/256 of a luma sample: horizontal, vertical. */
const CHROMA_POSITIONS: Readonly<Record<string, readonly [number, number]>> = {
  left: [0, 128],
  center: [128, 128],
  topleft: [0, 0],
  top: [128, 0],
  bottomleft: [0, 256],
  bottom: [128, 256],
};

/** Without these swscale takes short cuts that are off by several levels and drop every other chroma sample. */
const EXACT = 'accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Source samples to RGB with the plan's own matrix and range: nothing is left to swscale's guess.
 * @param size of the result, each of its pixels the average of what it covers; the picture's own if absent
 */
export function toRgbFilter(picture: PicturePlan, size?: Size): string {
  const rgb = rgbFormat(picture);
  const grey = picture.segmentPixelFormat.startsWith('gray');
  const conversion = [
    ...(size === undefined ? [] : [`w=${size.width}`, `h=${size.height}`]),
    ...(isRgb(picture) ? [] : [`in_color_matrix=${swscaleMatrix(picture)}`, `in_range=${picture.range}`]),
    'out_range=pc',
    ...(is420(picture.segmentPixelFormat) ? chromaPosition('in', picture) : []),
    `flags=${size === undefined ? 'bicubic' : 'area'}+${EXACT}`,
  ];
  // swscale takes every grey format for full range whatever it is told.
  const expansion = grey && picture.range === 'tv' ? [limitedGreyExpansion(picture)] : [];
  return [`scale=${conversion.join(':')}`, `format=${rgb}`, ...expansion].join(',');
}

/** RGB of the model's size to the result's size and samples. */
export function fromRgbFilter(picture: PicturePlan, modelScale: number): string {
  const resampled =
    picture.outputWidth !== picture.width * modelScale || picture.outputHeight !== picture.height * modelScale;
  const conversion = [
    ...(resampled ? [`w=${picture.outputWidth}`, `h=${picture.outputHeight}`] : []),
    `out_color_matrix=${swscaleMatrix(picture)}`,
    `out_range=${picture.range}`,
    ...chromaPosition('out', picture),
    `flags=${resampled ? 'lanczos' : 'bicubic'}+${EXACT}`,
  ];
  return `scale=${conversion.join(':')},format=${picture.outputPixelFormat}`;
}

export function rgbFormat({ bitDepth }: Pick<PicturePlan, 'bitDepth'>): 'rgb24' | 'rgb48le' {
  return bitDepth === 16 ? 'rgb48le' : 'rgb24';
}

function limitedGreyExpansion({ bitDepth }: PicturePlan): string {
  const unit = bitDepth === 16 ? 257 : 1;
  const expression = `clip((val-${16 * unit})*255/219\\,0\\,maxval)`;
  return `lutrgb=r='${expression}':g='${expression}':b='${expression}'`;
}

function chromaPosition(side: 'in' | 'out', { chromaLocation }: PicturePlan): string[] {
  const [horizontal, vertical] = CHROMA_POSITIONS[chromaLocation ?? 'left'] ?? [0, 128];
  return [`${side}_h_chr_pos=${horizontal}`, `${side}_v_chr_pos=${vertical}`];
}

function swscaleMatrix({ matrix }: PicturePlan): string {
  return SWSCALE_MATRIX[matrix] ?? matrix;
}

function isRgb({ segmentPixelFormat }: PicturePlan): boolean {
  return /^(gbr|rgb|bgr)/.test(segmentPixelFormat);
}

function is420(pixelFormat: string): boolean {
  return /420|^nv12/.test(pixelFormat);
}
