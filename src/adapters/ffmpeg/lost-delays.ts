import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatMicroseconds, parseMicroseconds } from '../../domain/microseconds.js';
import type { MediaToolSettings } from './media-tool-config.js';
import type { ProcessBounds } from './running/process-bounds.js';
import { runFfprobe } from './running/run-ffprobe.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

interface Trial {
  readonly path: string;
  readonly inputOptions: readonly string[];
  /** Where the file's clock begins, as far as that is anywhere but near zero. */
  readonly originMicroseconds?: number;
  /** Streams to try, by their index in the file. */
  readonly streams: readonly number[];
  /** A file beside which there is room for a few packets. */
  readonly beside: string;
  /** Where it is a user's file. */
  readonly bounds?: ProcessBounds;
  readonly signal?: AbortSignal | undefined;
}

/** Far enough from zero that the muxer has no negative time to move. */
const TRIAL_OFFSET_MICROSECONDS = 10_000_000;

/**
 * Microseconds that ffmpeg's Matroska muxer puts a copied Opus stream too early, by the stream's index: some versions
 * forget the codec's delay, which their demuxer takes off again. Tried with the first packet and not assumed.
 */
export async function lostDelays(settings: MediaToolSettings, trial: Trial): Promise<ReadonlyMap<number, number>> {
  const { path, inputOptions, originMicroseconds = 0, streams, beside, bounds, signal } = trial;
  if (streams.length === 0) return new Map();
  const directory = await mkdtemp(join(dirname(beside), 'trial-'));
  const copy = join(directory, 'trial.mkv');
  const offset = TRIAL_OFFSET_MICROSECONDS - originMicroseconds;
  const bounded = { signal, ...(bounds && { bounds }) };
  try {
    const run = await startFfmpeg(settings, {
      inputs: [{ options: ['-copyts', ...inputOptions], source: path }],
      outputs: [
        {
          options: [
            ...streams.flatMap((stream) => ['-map', `0:${stream}`]),
            ...['-c', 'copy', '-frames:a', '1', '-output_ts_offset', formatMicroseconds(offset)],
            ...['-f', 'matroska'],
          ],
          target: copy,
        },
      ],
      watch: 'always',
      ...bounded,
    });
    await run.finished;
    const shifts = streams.map(async (stream, position) => {
      const before = await firstTime(settings, { path, inputOptions, stream }, bounded);
      const after = await firstTime(settings, { path: copy, inputOptions: [], stream: position }, bounded);
      return [stream, before === null || after === null ? 0 : before + offset - after] as const;
    });
    return new Map((await Promise.all(shifts)).filter(([, shift]) => shift !== 0));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function firstTime(
  settings: MediaToolSettings,
  { path, inputOptions, stream }: Pick<Trial, 'path' | 'inputOptions'> & { readonly stream: number },
  bounded: Pick<Trial, 'signal' | 'bounds'>,
): Promise<number | null> {
  const { stdout } = await runFfprobe(settings, {
    arguments: [
      ...['-v', 'error', ...inputOptions, '-select_streams', String(stream), '-read_intervals', '%+#1'],
      ...['-show_entries', 'packet=pts_time', '-of', 'csv=p=0', '-i', path],
    ],
    timeoutMs: settings.limits.probeTimeoutMs,
    ...bounded,
  });
  return parseMicroseconds(stdout.split(/[\s,]/)[0]);
}
