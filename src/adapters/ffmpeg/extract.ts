import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Extraction, MediaTool, ToolOptions } from '../../ports/media-tool.js';
import {
  EXTRACT_INPUT_OPTIONS,
  extractGraph,
  SEGMENT_PATTERN,
  segmentOutputOptions,
  timesOutputOptions,
  windowInputOptions,
  windowOutputOptions,
} from './arguments/extract-arguments.js';
import { sourceInputOptions } from './arguments/source-input.js';
import { FrameTimes } from './frame-times.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { isCutShort } from './probing/is-cut-short.js';
import { isDamage } from './progress/detect-damage.js';
import { parseSegmentLine } from './progress/parse-segment-list.js';
import { decodeBounds } from './running/process-bounds.js';
import { startFfmpeg } from './running/start-ffmpeg.js';
import { SegmentQueue } from './segment-queue.js';

type ExtractRequest = Parameters<MediaTool['extract']>[0];

/** So many frames are still decoded after damage shows: if the file ends within them, it breaks off there. */
const FRAMES_AFTER_DAMAGE = 64;

/** Decodes once: segments by frame number, and the exact time of every frame. */
export async function extract(
  settings: MediaToolSettings,
  request: ExtractRequest,
  { signal, onFrames }: ToolOptions,
): Promise<Extraction> {
  const { path, facts, picture, batchFrames, directory, window, onSegment } = request;
  const { limits } = settings;
  const { format, video } = facts;
  const { index, codec } = video;
  const times = new FrameTimes(video);
  const soFar = (): Extraction => ({ frameCount: times.count, ...times.rising(null) });
  const segments = new SegmentQueue(directory, batchFrames, (segment) => {
    onSegment(segment, soFar);
  });
  let damage: { readonly message: string; readonly frames: number } | undefined;
  const graph = extractGraph(video, picture);
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [
      {
        options: [...sourceInputOptions(limits), ...EXTRACT_INPUT_OPTIONS, ...windowInputOptions(window)],
        source: path,
      },
    ],
    outputs: [
      {
        options: [...segmentOutputOptions(graph, picture, batchFrames), ...windowOutputOptions(window)],
        target: join(directory.replaceAll('%', '%%'), SEGMENT_PATTERN),
      },
      { options: [...timesOutputOptions(video), ...windowOutputOptions(window)], target: stdout },
    ],
    watch: 'always',
    bounds: decodeBounds(limits),
    signal,
    onMessage: (message) => {
      const whole = parseSegmentLine(message);
      if (whole !== null) segments.whole(whole);
      // Reading in mid-stream, decoders miss what came before.
      else if (window === undefined && isDamage(message, { format, stream: index, codec, frames: times.count })) {
        damage ??= { message, frames: times.count };
      }
    },
  });
  const tooMany = new UpreelError(
    FailureType.SourceTooLarge,
    `The video has more than ${limits.maxFrames} frames, which is the most that is taken.`,
  );
  createInterface({ input: stdout }).on('line', (line) => {
    try {
      if (!times.read(line)) return;
    } catch (error) {
      run.stop(error);
      return;
    }
    run.watchdog.progress();
    onFrames?.(times.count);
    if (times.count > limits.maxFrames) run.stop(tooMany);
    if (damage !== undefined && times.count > damage.frames + FRAMES_AFTER_DAMAGE) {
      run.stop(new Error('The video is damaged.'));
    }
  });
  try {
    await run.finished.catch((error: unknown) => {
      if (damage === undefined || isTooLarge(error) || signal?.aborted === true) throw error;
    });
    if (damage !== undefined) {
      const where =
        times.count > damage.frames + FRAMES_AFTER_DAMAGE
          ? `is damaged near frame ${damage.frames}`
          : `breaks off at frame ${times.count}`;
      throw damaged(where, damage.message);
    }
    if (window === undefined && (await isCutShort(path, facts)))
      throw damaged(`breaks off at frame ${times.count}`, 'the file ends too early');
    if (times.count === 0) throw damaged('has no frame that can be decoded', 'no frame came out');
    await segments.finish(times.count);
    return { frameCount: times.count, ...times.rising(window === undefined ? (video.endMicroseconds ?? null) : null) };
  } catch (error) {
    await segments.discard();
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof UpreelError && error.type === FailureType.SourceTooLarge;
}

function damaged(what: string, message: string): UpreelError {
  const sentence = `The video ${what}: what follows would be missing from the result. Upload the whole file.`;
  return new UpreelError(FailureType.UnsupportedMedia, sentence, { cause: new Error(message) });
}
