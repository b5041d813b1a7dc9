import type { PicturePlan } from '../../../contracts/checkpoints.js';
import { rgbFormat, toRgbFilter } from './color-conversion.js';

/** A lossless segment as raw frames of RGB, every one of them. */
export function decodeOutputOptions(picture: PicturePlan): string[] {
  return [
    ...['-map', '0:v:0', '-vf', toRgbFilter(picture), '-fps_mode', 'passthrough'],
    ...['-c:v', 'rawvideo', '-pix_fmt', rgbFormat(picture), '-f', 'rawvideo'],
  ];
}
