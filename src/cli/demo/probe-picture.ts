import { runCommand } from '../../adapters/fetch/run-command.js';
import type { PictureColor, PictureSize } from './picture-filters.js';

/** Size and colours of a video that Upreel made: it writes every tag. */
export async function probePicture(
  ffprobe: string,
  path: string,
): Promise<{ readonly size: PictureSize; readonly color: PictureColor }> {
  const { stdout } = await runCommand(ffprobe, [
    ...['-v', 'error', '-select_streams', 'v:0', '-of', 'json'],
    ...['-show_entries', 'stream=width,height,color_space,color_range', path],
  ]);
  const { streams } = JSON.parse(stdout) as {
    streams: readonly { width: number; height: number; color_space?: string; color_range?: string }[];
  };
  const [stream] = streams;
  if (stream === undefined) throw new Error(`${path} has no picture.`);
  const { width, height, color_space: matrix = 'bt709', color_range: range } = stream;
  return { size: { width, height }, color: { matrix, range: range === 'pc' ? 'pc' : 'tv' } };
}
