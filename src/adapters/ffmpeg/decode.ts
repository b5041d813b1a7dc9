import { PassThrough } from 'node:stream';
import type { PicturePlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { ToolOptions } from '../../ports/media-tool.js';
import type { Frame } from '../../ports/upscaler.js';
import { decodeOutputOptions } from './arguments/decode-arguments.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

/** Frames of a segment, one by one; the tool waits while nobody takes them, and is ended when the taker leaves. */
export async function* decode(
  settings: MediaToolSettings,
  segment: string,
  picture: PicturePlan,
  { signal, onFrames }: ToolOptions,
): AsyncGenerator<Frame, void, undefined> {
  const { width, height, bitDepth } = picture;
  const frameBytes = width * height * 3 * (bitDepth / 8);
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [{ options: [...OWN_FILE_OPTIONS, '-f', 'nut'], source: segment }],
    outputs: [{ options: decodeOutputOptions(picture), target: stdout }],
    watch: 'armed',
    signal,
  });
  // A tool that is stopped closes nothing by itself: the reader below must not wait for ever.
  run.finished.catch((error: unknown) => stdout.destroy(error as Error));
  let whole = false;
  try {
    let data = new Uint8Array(frameBytes);
    let filled = 0;
    let frames = 0;
    run.watchdog.arm();
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      run.watchdog.progress();
      let taken = 0;
      while (taken < chunk.length) {
        const part = chunk.subarray(taken, taken + frameBytes - filled);
        data.set(part, filled);
        taken += part.length;
        filled += part.length;
        if (filled < frameBytes) break;
        run.watchdog.disarm();
        yield { width, height, data };
        run.watchdog.arm();
        data = new Uint8Array(frameBytes);
        filled = 0;
        frames += 1;
        onFrames?.(frames);
      }
    }
    await run.finished;
    if (filled > 0) {
      throw new UpreelError(FailureType.MediaToolFailed, `The segment ends in the middle of frame ${frames}.`);
    }
    whole = true;
  } finally {
    if (!whole) {
      run.stop(new UpreelError(FailureType.MediaToolFailed, 'Decoding was left before its end.'));
      await run.finished.catch(() => undefined);
    }
  }
}
