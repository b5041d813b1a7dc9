import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { THUMBNAIL_SIDE } from '../../domain/thumbnail-of.js';
import type { MediaTool, Thumbnails, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import { thumbnailOptions } from './arguments/thumbnail-arguments.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

type ThumbnailsRequest = Parameters<MediaTool['thumbnails']>[0];

const BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3;

/**
 * Decodes whole segments, with the plan's colours: what the files themselves say of them does not count. One run for
 * both: starting a tool costs more than decoding a small segment.
 */
export async function thumbnails(
  settings: MediaToolSettings,
  { picture, coded, extracted }: ThumbnailsRequest,
  { signal, onFrames }: ToolOptions,
): Promise<Thumbnails> {
  const stdout = new PassThrough({ emitClose: false });
  const ofExtracted = `${coded}.source`;
  const input = (source: string) => ({ options: [...OWN_FILE_OPTIONS, '-f', 'nut'], source });
  const run = await startFfmpeg(settings, {
    inputs: [input(coded), ...(extracted === null ? [] : [input(extracted)])],
    outputs: [
      { options: thumbnailOptions(picture, 'coded'), target: stdout },
      ...(extracted === null ? [] : [{ options: thumbnailOptions(picture, 'extracted'), target: ofExtracted }]),
    ],
    watch: 'always',
    signal,
    onFrames,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [bytes] = await Promise.all([buffer(stdout), run.finished]);
  return { coded: split(bytes), extracted: extracted === null ? null : split(await readFile(ofExtracted)) };
}

function split(bytes: Buffer): Uint8Array[] {
  return Array.from({ length: bytes.length / BYTES }, (_, frame) => bytes.subarray(frame * BYTES, (frame + 1) * BYTES));
}
