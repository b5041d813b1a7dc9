import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { FramePlace, MediaTool, Stills, ToolOptions } from '../../ports/media-tool.js';
import { toRgbFilter } from './arguments/color-conversion.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

type StillsRequest = Parameters<MediaTool['stills']>[0];

/**
 * Counts frames as it decodes them, from the first on: no time stamp can pick another. One run for both: starting a tool
 * costs more than decoding a small segment.
 */
export async function stills(
  settings: MediaToolSettings,
  { picture, coded, extracted }: StillsRequest,
  { signal, onFrames }: ToolOptions,
): Promise<Stills> {
  const stdout = new PassThrough({ emitClose: false });
  const ofExtracted = `${coded.path}.source.png`;
  const input = ({ path: source }: FramePlace) => ({ options: [...OWN_FILE_OPTIONS, '-f', 'nut'], source });
  const run = await startFfmpeg(settings, {
    inputs: [input(coded), ...(extracted === null ? [] : [input(extracted)])],
    outputs: [
      { options: stillOptions(0, pick(coded)), target: stdout },
      ...(extracted === null
        ? []
        : [{ options: stillOptions(1, `${pick(extracted)},${toRgbFilter(picture)}`), target: ofExtracted }]),
    ],
    watch: 'always',
    signal,
    onFrames,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [png] = await Promise.all([buffer(stdout), run.finished]);
  return {
    coded: required(png, coded),
    extracted: extracted === null ? null : required(await readFile(ofExtracted), extracted),
  };
}

function pick({ frame }: FramePlace): string {
  return `select=eq(n\\,${frame})`;
}

function stillOptions(input: number, filter: string): string[] {
  return ['-map', `${input}:v:0`, '-vf', filter, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'];
}

function required(png: Uint8Array, { path, frame }: FramePlace): Uint8Array {
  if (png.length === 0) throw new UpreelError(FailureType.MediaToolFailed, `There is no frame ${frame} in ${path}.`);
  return png;
}
