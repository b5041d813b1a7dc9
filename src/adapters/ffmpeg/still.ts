import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

/** Counts frames as it decodes them, from the first on: no time stamp can pick another. */
export async function still(
  settings: MediaToolSettings,
  path: string,
  frame: number,
  { signal, onFrames }: ToolOptions,
): Promise<Uint8Array> {
  const stdout = new PassThrough({ emitClose: false });
  const output = ['-map', '0:v:0', '-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-c:v', 'png'];
  const run = await startFfmpeg(settings, {
    inputs: [{ options: OWN_FILE_OPTIONS, source: path }],
    outputs: [{ options: [...output, '-f', 'image2pipe'], target: stdout }],
    watch: 'always',
    signal,
    onFrames,
  });
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  const [png] = await Promise.all([buffer(stdout), run.finished]);
  if (png.length === 0) throw new UpreelError(FailureType.MediaToolFailed, `There is no frame ${frame} in ${path}.`);
  return png;
}
