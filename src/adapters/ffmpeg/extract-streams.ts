import { rm } from 'node:fs/promises';
import { MAX_STEP_BACK_SECONDS, severalRecordings } from '../../domain/clock-watch.js';
import type { MediaTool, ToolOptions } from '../../ports/media-tool.js';
import { formatMicroseconds } from '../../domain/microseconds.js';
import { delayedInputs } from './arguments/delayed-inputs.js';
import { sourceInputOptions } from './arguments/source-input.js';
import { streamsOutputOptions } from './arguments/streams-arguments.js';
import { lostDelays } from './lost-delays.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { decodeBounds } from './running/process-bounds.js';
import { stepBackIn } from './progress/step-back.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

const MATROSKA_TICKS_A_SECOND = 1_000;

type StreamsRequest = Parameters<MediaTool['extractStreams']>[0];

/** Copies the streams that are kept, packets and time stamps untouched. */
export async function extractStreams(
  settings: MediaToolSettings,
  { path, streams, originMicroseconds, output, family }: StreamsRequest,
  { signal }: ToolOptions,
): Promise<boolean> {
  const kept = streams.filter(({ action }) => action !== 'drop');
  if (kept.length === 0) return false;
  const inputOptions = sourceInputOptions(settings.limits);
  try {
    const late = await lostDelays(settings, {
      path,
      inputOptions,
      originMicroseconds,
      streams: family === 'mkv' ? kept.filter(({ codec }) => codec === 'opus').map(({ index }) => index) : [],
      beside: output,
      bounds: decodeBounds(settings.limits),
      signal,
    });
    const input = { options: [...inputOptions, '-copyts'], source: path };
    const { inputs, inputOf } = delayedInputs(input, 0, late);
    let stepBack = 0;
    const run = await startFfmpeg(settings, {
      inputs,
      outputs: [
        {
          options: [...fromOrigin(originMicroseconds), ...streamsOutputOptions(kept, family, inputOf)],
          target: output,
        },
      ],
      watch: 'always',
      bounds: decodeBounds(settings.limits),
      signal,
      onMessage: (message) => {
        stepBack = Math.max(stepBack, stepBackIn(message));
      },
    });
    await run.finished;
    // Only Matroska's ticks are known here; MP4 has no way to say that time goes back.
    if (family === 'mkv' && stepBack > MAX_STEP_BACK_SECONDS * MATROSKA_TICKS_A_SECOND) {
      throw severalRecordings(`back by ${stepBack / MATROSKA_TICKS_A_SECOND} s in its sound`);
    }
    return true;
  } catch (error) {
    await rm(output, { force: true });
    throw error;
  }
}

/**
 * Taken off behind the muxer: an input offset of exactly where a transport stream begins tells ffmpeg (5.1) to begin with the
 * streams that it is to take instead, and sound that begins after the picture would begin with it.
 */
function fromOrigin(microseconds: number): string[] {
  return microseconds === 0 ? [] : ['-output_ts_offset', formatMicroseconds(-microseconds)];
}
