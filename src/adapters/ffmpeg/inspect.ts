import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { microsecondsOf } from '../../domain/microseconds.js';
import { parseRational } from '../../domain/rational.js';
import type { FileInspection, SoundTrack, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { runFfprobe } from './running/run-ffprobe.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

interface ListedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly time_base?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a file that Upreel made holds, read from its packets: nothing is decoded. */
export async function inspect(
  settings: MediaToolSettings,
  path: string,
  { signal }: ToolOptions,
): Promise<FileInspection> {
  const listed = await listStreams(settings, path, signal);
  const sounding = listed.filter(({ codec_type: type }) => type === 'audio');
  const [times, digests] =
    sounding.length === 0
      ? [new Map<number, Span>(), []]
      : await Promise.all([readSpans(settings, path, signal), digestSound(settings, path, signal)]);
  const sound = sounding.map(({ index, time_base: base }, position): SoundTrack => {
    const span = times.get(index);
    const timeBase = parseRational(base);
    const md5 = digests[position];
    if (span === undefined || timeBase === null || md5 === undefined) return { span: null, md5: md5 ?? null };
    return {
      span: {
        firstMicroseconds: microsecondsOf(span.first, timeBase),
        lastMicroseconds: microsecondsOf(span.last, timeBase),
        endMicroseconds: microsecondsOf(span.end, timeBase),
      },
      md5,
    };
  });
  return {
    streams: listed.map(({ codec_type: type = 'unknown', codec_name: codec = 'unknown', tags }) => ({
      type,
      codec,
      language: tags?.language === undefined || tags.language === 'und' ? null : tags.language,
    })),
    sound,
  };
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly end: number;
}

async function listStreams(
  settings: MediaToolSettings,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly ListedStream[]> {
  const { exitCode, stdout, messages } = await runFfprobe(settings, {
    arguments: ['-v', 'error', ...OWN_FILE_OPTIONS, '-show_streams', '-of', 'json', '-i', path],
    timeoutMs: settings.limits.stallMs,
    signal,
  });
  if (exitCode !== 0) throw unreadable(messages);
  return (JSON.parse(stdout) as { readonly streams: readonly ListedStream[] }).streams;
}

async function readSpans(
  settings: MediaToolSettings,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Map<number, Span>> {
  const spans = new Map<number, Span>();
  const { exitCode, messages } = await runFfprobe(settings, {
    arguments: [
      ...['-v', 'error', ...OWN_FILE_OPTIONS, '-select_streams', 'a'],
      ...['-show_entries', 'packet=stream_index,pts,duration', '-of', 'csv=p=0', '-i', path],
    ],
    timeoutMs: settings.limits.stallMs,
    signal,
    onLine: (line) => {
      const [index, pts, duration] = line.split(',').map(Number);
      if (index === undefined || pts === undefined || !Number.isFinite(pts)) return;
      const end = pts + (Number.isFinite(duration) ? (duration ?? 0) : 0);
      const span = spans.get(index);
      spans.set(index, {
        first: Math.min(span?.first ?? pts, pts),
        last: Math.max(span?.last ?? pts, pts),
        end: Math.max(span?.end ?? end, end),
      });
    },
  });
  if (exitCode !== 0) throw unreadable(messages);
  return spans;
}

/** One digest a track, of its packets' bytes in a row: containers divide the same sound into packets differently. */
async function digestSound(
  settings: MediaToolSettings,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const stdout = new PassThrough({ emitClose: false });
  const run = await startFfmpeg(settings, {
    inputs: [{ options: OWN_FILE_OPTIONS, source: path }],
    outputs: [{ options: ['-map', '0:a', '-c', 'copy', '-f', 'streamhash', '-hash', 'md5'], target: stdout }],
    watch: 'always',
    signal,
  });
  const [lines] = await Promise.all([text(stdout), run.finished]);
  return [...lines.matchAll(/MD5=([0-9a-f]{32})/g)].map(([, md5 = '']) => md5);
}

function unreadable(messages: readonly string[]): UpreelError {
  return new UpreelError(FailureType.MediaToolFailed, 'The streams of the file could not be read.', {
    cause: new Error(messages.join('\n')),
  });
}
