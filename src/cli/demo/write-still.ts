import { runCommand } from '../../adapters/fetch/run-command.js';
import { type PictureColor, type PictureSize, resizeToRgb } from './picture-filters.js';

export interface WriteStill {
  readonly ffmpeg: string;
  readonly source: string;
  /** From 0. */
  readonly frame: number;
  readonly size: PictureSize;
  readonly color: PictureColor;
  readonly output: string;
}

/** One frame as a PNG; smaller videos are enlarged by bicubic interpolation. */
export async function writeStill({ ffmpeg, source, frame, size, color, output }: WriteStill): Promise<void> {
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y', '-i', source],
    ...['-vf', `select=eq(n\\,${frame}),${resizeToRgb(size, color)}`, '-frames:v', '1', output],
  ]);
}
