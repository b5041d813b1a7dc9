import type { PicturePlan } from '../../../contracts/checkpoints.js';
import { THUMBNAIL_SIDE } from '../../../domain/thumbnail-of.js';
import { toRgbFilter } from './color-conversion.js';

/**
 * The longest side that is shrunk to a thumbnail's in one step. From some 200 times on swscale takes two steps by itself,
 * and in them BT.601 for any matrix.
 */
const LONGEST_SIDE_AT_ONCE = 1_024;
/** What longer sides are shrunk to first. */
const MIDDLE_SIDE = 128;

/** Every frame as raw RGB of 8 bits, a few averages each; the coded segment is the first input, the extracted one the second. */
export function thumbnailOptions(picture: PicturePlan, of: 'extracted' | 'coded'): string[] {
  // A small picture's chroma is enlarged as the model sees it; a large one's is averaged before it is converted, which
  // costs a fifth.
  const { outputWidth, outputHeight, outputPixelFormat: segmentPixelFormat } = picture;
  const [map, filter] =
    of === 'extracted'
      ? ['1:v:0', [toRgbFilter(picture), ...averaging(picture)]]
      : ['0:v:0', averagedByConversion({ ...picture, segmentPixelFormat, width: outputWidth, height: outputHeight })];
  return [
    ...['-map', map, '-vf', filter.join(','), '-fps_mode', 'passthrough'],
    ...['-c:v', 'rawvideo', '-pix_fmt', 'rgb24', '-f', 'rawvideo'],
  ];
}

type Size = Pick<PicturePlan, 'width' | 'height'>;

function averagedByConversion(picture: PicturePlan): string[] {
  const size = firstSize(picture);
  return [toRgbFilter(picture, size), ...averaging(size)];
}

/** Steps from RGB of a size to a thumbnail. */
function averaging(size: Size): string[] {
  const next = firstSize(size);
  if (next.width === size.width && next.height === size.height) return [];
  return [`scale=w=${next.width}:h=${next.height}:flags=area+accurate_rnd`, ...averaging(next)];
}

function firstSize({ width, height }: Size): Size {
  const [across = THUMBNAIL_SIDE, down = THUMBNAIL_SIDE] = [width, height].map((side) =>
    side > LONGEST_SIDE_AT_ONCE ? MIDDLE_SIDE : THUMBNAIL_SIDE,
  );
  return { width: across, height: down };
}
