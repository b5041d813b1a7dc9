import { runCommand } from '../../adapters/fetch/run-command.js';
import { type PictureColor, type PictureSize, resize } from './picture-filters.js';

export interface ShrinkClip {
  readonly ffmpeg: string;
  readonly source: string;
  readonly frames: number;
  readonly framesPerSecond: number;
  readonly size: PictureSize;
  readonly color: PictureColor;
  readonly output: string;
}

/** Shrinks the first frames of a clip, coded without loss, with its sound cut to the same length. */
export async function shrinkClip(request: ShrinkClip): Promise<void> {
  const { ffmpeg, source, frames, framesPerSecond, size, color, output } = request;
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y', '-i', source],
    ...['-vf', resize(size, 'lanczos', color), '-frames:v', String(frames), '-t', String(frames / framesPerSecond)],
    ...['-c:v', 'libx264', '-qp', '0', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'copy'],
    // The small clip would otherwise be taken for BT.601, as untagged video of its size is.
    ...['-colorspace', color.matrix, '-color_primaries', color.matrix, '-color_trc', color.matrix],
    ...['-color_range', color.range, output],
  ]);
}
