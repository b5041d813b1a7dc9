import type {
  ChapterFacts,
  ColorFacts,
  CompanionStreamFacts,
  Rational,
  SourceFacts,
} from '../../../contracts/media.js';
import { parseMicroseconds } from '../../../domain/microseconds.js';
import { parseRational } from '../../../domain/rational.js';
import { isAttachedPicture } from './choose-picture-stream.js';
import { claimedSeconds } from './claimed-seconds.js';
import type { FfprobeChapter, FfprobeOutput, FfprobeStream } from './ffprobe-output.js';
import { readEnd } from './read-end.js';
import { readContentLight, readMasteringDisplay } from './read-hdr-metadata.js';
import { readTitle } from './read-title.js';
import { readRotation } from './read-rotation.js';

const MICROSECOND: Rational = { num: 1, den: 1_000_000 };
const COMPANION_TYPES = ['video', 'audio', 'subtitle', 'attachment'] as const;

/** ffprobe's answer as Upreel's facts, for the picture stream that was chosen. */
export function readFacts(output: FfprobeOutput, picture: FfprobeStream): SourceFacts {
  const { format, streams, chapters } = output;
  return {
    format: format.format_name ?? '',
    durationSeconds: claimedSeconds(output, picture),
    startMicroseconds: parseMicroseconds(format.start_time),
    video: {
      index: picture.index,
      codec: picture.codec_name ?? 'unknown',
      width: picture.width ?? 0,
      height: picture.height ?? 0,
      pixelFormat: picture.pix_fmt ?? 'unknown',
      timeBase: timeBaseOf(picture),
      frameRate: parseRational(picture.avg_frame_rate) ?? parseRational(picture.r_frame_rate),
      endMicroseconds: readEnd(output, picture),
      sampleAspectRatio: parseRational(picture.sample_aspect_ratio) ?? { num: 1, den: 1 },
      rotation: readRotation(picture),
      fieldOrder: known(picture.field_order),
      measuredFields: null,
      color: readColor(picture),
      masteringDisplay: readMasteringDisplay(picture),
      contentLight: readContentLight(picture),
      tags: picture.tags ?? {},
      dispositions: dispositionsOf(picture),
    },
    companions: streams.filter(({ index }) => index !== picture.index).map(readCompanion),
    chapters: chapters.map(readChapter),
    tags: format.tags ?? {},
  };
}

function readColor(stream: FfprobeStream): ColorFacts {
  const range = stream.color_range;
  return {
    matrix: known(stream.color_space),
    range: range === 'tv' || range === 'pc' ? range : null,
    primaries: known(stream.color_primaries),
    transfer: known(stream.color_transfer),
    chromaLocation: known(stream.chroma_location),
  };
}

function readCompanion(stream: FfprobeStream): CompanionStreamFacts {
  return {
    index: stream.index,
    type: COMPANION_TYPES.find((type) => type === stream.codec_type) ?? 'data',
    codec: stream.codec_name ?? known(stream.codec_tag_string) ?? 'unknown',
    language: stream.tags?.language ?? null,
    title: readTitle(stream),
    tags: stream.tags ?? {},
    ...(stream.channels !== undefined && { channels: stream.channels }),
    attachedPicture: isAttachedPicture(stream),
    dispositions: dispositionsOf(stream),
  };
}

function readChapter({ time_base: timeBase, start = 0, end = 0, tags = {} }: FfprobeChapter): ChapterFacts {
  return { timeBase: parseRational(timeBase) ?? MICROSECOND, startTick: start, endTick: end, tags };
}

function timeBaseOf({ time_base: text }: FfprobeStream): Rational {
  const timeBase = parseRational(text) ?? MICROSECOND;
  return timeBase.den / timeBase.num > MICROSECOND.den ? MICROSECOND : timeBase;
}

function dispositionsOf({ disposition = {} }: FfprobeStream): string[] {
  return Object.keys(disposition).filter((name) => disposition[name] === 1);
}

function known(text: string | undefined): string | null {
  return text === undefined || text === 'unknown' || text === 'unspecified' || text === 'reserved' || text === ''
    ? null
    : text;
}
