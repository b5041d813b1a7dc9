import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { THUMBNAIL_SIDE } from '../../domain/thumbnail-of.js';
import type { MediaTool, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import { thumbnailOptions } from './arguments/thumbnail-arguments.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

type ThumbnailsRequest = Parameters<MediaTool['thumbnails']>[0];

const BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3;

/** Decodes the whole segment, with the plan's colours: what the file itself says of them does not count. */
export async function thumbnails(
  settings: MediaToolSettings,
  { path, picture, of }: ThumbnailsRequest,
  { signal, onFrames }: ToolOptions,
): Promise<readonly Uint8Array[]> {
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [{ options: [...OWN_FILE_OPTIONS, '-f', 'nut'], source: path }],
    outputs: [{ options: thumbnailOptions(picture, of), target: stdout }],
    watch: 'always',
    signal,
    onFrames,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [bytes] = await Promise.all([buffer(stdout), run.finished]);
  return Array.from({ length: bytes.length / BYTES }, (_, frame) => bytes.subarray(frame * BYTES, (frame + 1) * BYTES));
}
