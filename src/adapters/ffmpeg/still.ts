import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { formatMicroseconds, microsecondsOf } from '../../domain/microseconds.js';
import type { ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { readPackets } from './read-packets.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

/** Seeks to halfway between the frame and the one before it, so that no rounding can pick another. */
export async function still(
  settings: MediaToolSettings,
  path: string,
  frame: number,
  { signal }: ToolOptions,
): Promise<Uint8Array> {
  const { ticks, timeBase } = await readPackets(settings, path, { ...(signal && { signal }) });
  const tick = ticks[frame];
  if (tick === undefined) {
    throw new UpreelError(FailureType.MediaToolFailed, `There is no frame ${frame} among ${ticks.length}.`);
  }
  const previous = ticks[frame - 1] ?? tick - 2;
  const from = microsecondsOf(tick + previous, { num: timeBase.num, den: timeBase.den * 2 });
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [{ options: [...OWN_FILE_OPTIONS, '-seek_timestamp', '1', '-ss', formatMicroseconds(from)], source: path }],
    outputs: [{ options: ['-map', '0:v:0', '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'], target: stdout }],
    watch: 'always',
    signal,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [png] = await Promise.all([buffer(stdout), run.finished]);
  return png;
}
