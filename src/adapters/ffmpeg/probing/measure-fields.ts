import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { VideoStreamFacts } from '../../../contracts/media.js';
import type { ToolOptions } from '../../../ports/media-tool.js';
import { sourceInputOptions } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { decodeBounds } from '../running/process-bounds.js';
import { startFfmpeg } from '../running/start-ffmpeg.js';

/** Lines of the interlaced standards, and what coders pad them to: other sizes were never interlaced. */
const INTERLACED_HEIGHTS: ReadonlySet<number> = new Set([480, 486, 512, 576, 608, 1080, 1088]);

/** Some eight seconds: enough movement in any clip, a second of decoding for HD. */
const MEASURED_FRAMES = 200;

/** Fewer decided frames say nothing: a still picture has no combs whatever its fields. */
const LEAST_DECIDED_FRAMES = 10;

/** Interlaced video is combed wherever something moves, and always in one order of its fields. */
const COMBED_SHARE = 0.5;

/**
 * Whether the beginning of the picture is combed, by ffmpeg's `idet`, whatever the file says; null where it cannot be
 * said: the size is none that is ever interlaced, or too little moves.
 */
export async function measureFields(
  settings: MediaToolSettings,
  path: string,
  { index, height }: Pick<VideoStreamFacts, 'index' | 'height'>,
  { signal }: ToolOptions,
): Promise<'interlaced' | 'progressive' | null> {
  if (!INTERLACED_HEIGHTS.has(height)) return null;
  const counts = new Map<string, number>();
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [{ options: sourceInputOptions(settings.limits), source: path }],
    outputs: [
      {
        options: [
          ...['-map', `0:${index}`, '-vf', 'idet,metadata=mode=print:file=-'],
          ...['-frames:v', String(MEASURED_FRAMES), '-f', 'null'],
        ],
        target: stdout,
      },
    ],
    watch: 'always',
    bounds: decodeBounds(settings.limits),
    signal,
  });
  createInterface({ input: stdout }).on('line', (line) => {
    const kind = /^lavfi\.idet\.multiple\.current_frame=(\w+)/.exec(line)?.[1];
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  });
  await run.finished;
  const [tff = 0, bff = 0, progressive = 0] = ['tff', 'bff', 'progressive'].map((kind) => counts.get(kind) ?? 0);
  const decided = tff + bff + progressive;
  if (decided < LEAST_DECIDED_FRAMES) return null;
  return Math.max(tff, bff) / decided >= COMBED_SHARE ? 'interlaced' : 'progressive';
}
