import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Rational } from '../../contracts/media.js';
import { microsecondsOf } from '../../domain/microseconds.js';
import { parseRational } from '../../domain/rational.js';
import type { FileInspection, SoundTrack, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { runFfprobe } from './running/run-ffprobe.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

/** A stream as ffprobe lists it, with what its packets said before. */
interface ListedStream {
  readonly index: number;
  readonly type: string;
  readonly codec: string;
  readonly timeBase: Rational | null;
  readonly language: string | null;
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly end: number;
}

interface Packets {
  /** Of every stream whose packets have times. */
  readonly spans: ReadonlyMap<number, Span>;
  /** Of the first stream, in the file's order. */
  readonly firstTicks: number[];
  readonly streams: readonly ListedStream[];
}

/** What a file that Upreel made holds, read from its packets: nothing is decoded. */
export async function inspect(
  settings: MediaToolSettings,
  path: string,
  options: ToolOptions,
): Promise<FileInspection> {
  const { spans, firstTicks, streams } = await readFile(settings, path, options);
  const hasSound = streams.some(({ type }) => type === 'audio');
  const digests = hasSound ? await digestSound(settings, path, options.signal) : [];
  const [first] = streams;
  const picture = first?.type === 'video' && first.timeBase !== null ? first.timeBase : null;
  return {
    picture: picture === null ? null : { timeBase: picture, ticks: firstTicks.sort((a, b) => a - b) },
    streams: streams.map(({ type, codec, language }) => ({ type, codec, language })),
    sound: streams
      .filter(({ type }) => type === 'audio')
      .map(({ index, timeBase }, position): SoundTrack => {
        const span = spans.get(index);
        const md5 = digests[position] ?? null;
        if (span === undefined || timeBase === null) return { span: null, md5 };
        return {
          span: {
            firstMicroseconds: microsecondsOf(span.first, timeBase),
            lastMicroseconds: microsecondsOf(span.last, timeBase),
            endMicroseconds: microsecondsOf(span.end, timeBase),
          },
          md5,
        };
      }),
  };
}

/** Line by line: memory is one number a frame, and a span a stream. */
async function readFile(
  settings: MediaToolSettings,
  path: string,
  { signal, onFrames }: ToolOptions,
): Promise<Packets> {
  const spans = new Map<number, Span>();
  const firstTicks: number[] = [];
  const streams: ListedStream[] = [];
  const { exitCode, messages } = await runFfprobe(settings, {
    arguments: [
      ...['-v', 'error', ...OWN_FILE_OPTIONS, '-show_entries'],
      ...['packet=stream_index,pts,duration:stream=index,codec_type,codec_name,time_base:stream_tags=language'],
      ...['-of', 'compact', '-i', path],
    ],
    timeoutMs: settings.limits.stallMs,
    signal,
    onLine: (line) => {
      const [kind, ...entries] = line.split('|');
      const fields = Object.fromEntries(entries.map((entry) => entry.split('=', 2) as [string, string]));
      if (kind === 'stream') streams.push(listedStream(fields));
      if (kind !== 'packet') return;
      const [index, pts, duration] = [Number(fields.stream_index), Number(fields.pts), Number(fields.duration)];
      if (!Number.isFinite(pts)) return;
      if (index === 0) {
        firstTicks.push(pts);
        onFrames?.(firstTicks.length);
      }
      const span = spans.get(index) ?? { first: pts, last: pts, end: pts };
      spans.set(index, {
        first: Math.min(span.first, pts),
        last: Math.max(span.last, pts),
        end: Math.max(span.end, pts + (Number.isFinite(duration) ? duration : 0)),
      });
    },
  });
  if (exitCode !== 0) throw unreadable(messages);
  return { spans, firstTicks, streams };
}

function listedStream(fields: Readonly<Record<string, string>>): ListedStream {
  const { codec_type: type = 'unknown', codec_name: codec = 'unknown', 'tag:language': language = 'und' } = fields;
  return {
    index: Number(fields.index),
    type,
    codec,
    timeBase: parseRational(fields.time_base),
    language: language === 'und' ? null : language,
  };
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
