import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { FrameSink, MediaTool, ToolOptions } from '../../ports/media-tool.js';
import { encodeInputOptions, encodeOutputOptions } from './arguments/encode-arguments.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

type EncodeRequest = Parameters<MediaTool['encode']>[0];

/** Codes one batch. What does not become whole is removed. */
export function encode(
  settings: MediaToolSettings,
  { plan, firstFrame, frameCount, output }: EncodeRequest,
  { signal, onFrames }: ToolOptions,
): FrameSink {
  const { picture, modelScale } = plan;
  const width = picture.width * modelScale;
  const height = picture.height * modelScale;
  const frameBytes = width * height * 3 * (picture.bitDepth / 8);
  const stdin = new PassThrough({ emitClose: false });
  const stopping = new AbortController();
  const started = startFfmpeg(settings, {
    inputs: [{ options: encodeInputOptions(plan), source: stdin }],
    outputs: [{ options: encodeOutputOptions(plan, frameCount), target: output }],
    watch: 'armed',
    signal: signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]),
    onFrames,
  });
  const finished = started.then((run) => run.finished);
  const cleaned = finished.catch(async (error: unknown) => {
    stdin.destroy();
    await rm(output, { force: true });
    throw error;
  });
  cleaned.catch(() => undefined);
  let written = 0;

  return {
    async write(frame) {
      if (frame.width !== width || frame.height !== height || frame.data.byteLength !== frameBytes) {
        const size = `${frame.width}×${frame.height}, ${frame.data.byteLength} bytes`;
        const sentence = `Frame ${firstFrame + written} is ${size}; the batch has ${width}×${height}, ${frameBytes} bytes.`;
        throw new UpreelError(FailureType.ModelOutputInvalid, sentence);
      }
      const { watchdog } = await Promise.race([started, cleaned.then(() => started)]);
      written += 1;
      if (stdin.write(frame.data)) return;
      watchdog.arm();
      await Promise.race([once(stdin, 'drain'), cleaned]);
      watchdog.disarm();
    },
    async end() {
      const { watchdog } = await started;
      if (written !== frameCount) {
        stopping.abort(wrongCount(written, frameCount));
      } else {
        watchdog.arm();
        stdin.end();
      }
      await cleaned;
    },
    async abort() {
      stopping.abort(new UpreelError(FailureType.MediaToolFailed, 'Coding the batch was given up.'));
      await cleaned.catch(() => undefined);
    },
  };
}

function wrongCount(written: number, frameCount: number): UpreelError {
  return new UpreelError(FailureType.MediaToolFailed, `${written} frames were given for a batch of ${frameCount}.`);
}
