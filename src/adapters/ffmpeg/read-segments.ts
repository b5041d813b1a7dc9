import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

interface SegmentReading {
  readonly path: string;
  /** Of the output, its format among them; the coded segment is the first input, the extracted one the second. */
  readonly options: readonly string[];
}

interface Readings<T> {
  readonly coded: T;
  readonly extracted: T | null;
}

/**
 * What ffmpeg makes of a coded segment and of the lossless one that it was made from. One run for both: starting a tool
 * costs more than decoding a small segment.
 */
export async function readSegments(
  settings: MediaToolSettings,
  { coded, extracted }: Readings<SegmentReading>,
  { signal, onFrames }: ToolOptions,
): Promise<Readings<Buffer>> {
  const stdout = new PassThrough({ emitClose: false });
  const ofExtracted = `${coded.path}.source`;
  const input = ({ path: source }: SegmentReading) => ({ options: [...OWN_FILE_OPTIONS, '-f', 'nut'], source });
  const run = await startFfmpeg(settings, {
    inputs: [input(coded), ...(extracted === null ? [] : [input(extracted)])],
    outputs: [
      { options: coded.options, target: stdout },
      ...(extracted === null ? [] : [{ options: extracted.options, target: ofExtracted }]),
    ],
    watch: 'always',
    signal,
    onFrames,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [bytes] = await Promise.all([buffer(stdout), run.finished]);
  return { coded: bytes, extracted: extracted === null ? null : await readFile(ofExtracted) };
}
