import type { PicturePlan } from '../../../contracts/checkpoints.js';
import { THUMBNAIL_SIDE } from '../../../domain/thumbnail-of.js';
import { toRgbFilter } from './color-conversion.js';

const SIZE = { width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE };

/** Every frame as raw RGB of 8 bits, a few averages each. */
export function thumbnailOptions(picture: PicturePlan, of: 'extracted' | 'coded'): string[] {
  // A small picture's chroma is enlarged as the model sees it; a large one's is averaged before it is converted, which
  // costs a fifth.
  const filter =
    of === 'extracted'
      ? `${toRgbFilter(picture)},scale=w=${SIZE.width}:h=${SIZE.height}:flags=area+accurate_rnd`
      : toRgbFilter({ ...picture, segmentPixelFormat: picture.outputPixelFormat }, SIZE);
  return [
    ...['-map', '0:v:0', '-vf', filter, '-fps_mode', 'passthrough'],
    ...['-c:v', 'rawvideo', '-pix_fmt', 'rgb24', '-f', 'rawvideo'],
  ];
}
