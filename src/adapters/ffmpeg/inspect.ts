import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { microsecondsOf } from '../../domain/microseconds.js';
import { parseRational } from '../../domain/rational.js';
import type { FileInspection, SoundTrack, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { choosePictureStream } from './probing/choose-picture-stream.js';
import { parseFfprobeOutput, SHOW_FACTS, type FfprobeOutput, type FfprobeStream } from './probing/ffprobe-output.js';
import { readFacts } from './probing/read-facts.js';
import { runFfprobe } from './running/run-ffprobe.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

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
}

/** A file that Upreel made, read from its packets and from what it says of itself: nothing is decoded. */
export async function inspect(
  settings: MediaToolSettings,
  path: string,
  options: ToolOptions,
): Promise<FileInspection> {
  const { spans, firstTicks, output } = await readFile(settings, path, options);
  const { streams } = output;
  const hasSound = streams.some(({ codec_type: type }) => type === 'audio');
  const digests = hasSound ? await digestSound(settings, path, options.signal) : [];
  const [first] = streams;
  const timeBase = first?.codec_type === 'video' ? parseRational(first.time_base) : null;
  const picture = choosePictureStream(streams);
  return {
    picture: timeBase === null ? null : { timeBase, ticks: firstTicks.sort((a, b) => a - b) },
    streams: streams.map(({ codec_type: type = 'unknown', codec_name: codec = 'unknown', tags }) => {
      const language = tags?.language ?? 'und';
      return { type, codec, language: language === 'und' ? null : language };
    }),
    sound: streams
      .filter(({ codec_type: type }) => type === 'audio')
      .map((stream, position) => ({ span: spanOf(stream, spans), md5: digests[position] ?? null })),
    description: picture === undefined ? null : readFacts(output, picture),
  };
}

function spanOf({ index, time_base }: FfprobeStream, spans: Packets['spans']): SoundTrack['span'] {
  const span = spans.get(index);
  const timeBase = parseRational(time_base);
  if (span === undefined || timeBase === null) return null;
  return {
    firstMicroseconds: microsecondsOf(span.first, timeBase),
    lastMicroseconds: microsecondsOf(span.last, timeBase),
    endMicroseconds: microsecondsOf(span.end, timeBase),
  };
}

/** What `packet=stream_index,pts,duration` gives of one. */
interface ListedPacket {
  readonly stream_index: number;
  readonly pts?: number;
  readonly duration?: number;
}

/** How ffprobe's compact JSON begins and ends its packets, each of which begins a line; lists within it may follow in others. */
const PACKETS_BEGIN = /^\s*"packets": \[$/;
const PACKETS_END = /^\s*\],?$/;
const PACKET = /^\s*\{ ("stream_index": .*?)(?: \})?,?$/;

/** Packets line by line, the rest as a whole: memory is one number a frame, and a span a stream. */
async function readFile(
  settings: MediaToolSettings,
  path: string,
  { signal, onFrames }: ToolOptions,
): Promise<Packets & { readonly output: FfprobeOutput }> {
  const spans = new Map<number, Span>();
  const firstTicks: number[] = [];
  const rest: string[] = [];
  let amongPackets = false;
  const { exitCode, messages } = await runFfprobe(settings, {
    arguments: [
      ...[...SHOW_FACTS, '-show_entries', 'packet=stream_index,pts,duration', '-print_format', 'json=compact=1'],
      ...[...OWN_FILE_OPTIONS, '-i', path],
    ],
    timeoutMs: settings.limits.stallMs,
    signal,
    onLine: (line) => {
      if (!amongPackets) {
        amongPackets = PACKETS_BEGIN.test(line);
        if (!amongPackets) rest.push(line);
        return;
      }
      amongPackets = !PACKETS_END.test(line);
      const [, fields] = PACKET.exec(line) ?? [];
      if (fields === undefined) return;
      const { stream_index: index, pts, duration = 0 } = JSON.parse(`{${fields}}`) as ListedPacket;
      if (pts === undefined) return;
      if (index === 0) {
        firstTicks.push(pts);
        onFrames?.(firstTicks.length);
      }
      const span = spans.get(index) ?? { first: pts, last: pts, end: pts };
      spans.set(index, {
        first: Math.min(span.first, pts),
        last: Math.max(span.last, pts),
        end: Math.max(span.end, pts + duration),
      });
    },
  });
  const output = exitCode === 0 ? parseFfprobeOutput(rest.join('\n')) : null;
  if (output === null) throw unreadable(messages);
  return { spans, firstTicks, output };
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
