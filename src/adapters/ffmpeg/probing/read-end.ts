import { microsecondsOf, parseMicroseconds } from '../../../domain/microseconds.js';
import { parseRational } from '../../../domain/rational.js';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.js';

/**
 * When the picture ends by its container's own word, in microseconds of its clock; null where it does not say. What
 * ffprobe works out from the last packets or the bit rate is no word of the container's.
 */
export function readEnd({ format, streams }: FfprobeOutput, picture: FfprobeStream): number | null {
  const names = (format.format_name ?? '').split(',');
  if (names.includes('mp4')) return endOfTrack(picture);
  const tagged = names.includes('matroska') ? parseClock(durationTag(picture)) : null;
  if (tagged !== null) return tagged;
  const alone = streams.every(({ index, codec_type: type }) => index === picture.index || type === 'attachment');
  return alone && (names.includes('matroska') || names.includes('gif')) ? endOfFile(format) : null;
}

function endOfTrack({ start_pts: start, duration_ts: duration, time_base: text }: FfprobeStream): number | null {
  const timeBase = parseRational(text);
  if (start === undefined || duration === undefined || timeBase === null) return null;
  return microsecondsOf(start + duration, timeBase);
}

/** Matroska's files last from zero on. */
function endOfFile({ format_name: name, start_time: start, duration }: FfprobeOutput['format']): number | null {
  const lasting = parseMicroseconds(duration);
  if (lasting === null) return null;
  return name === 'gif' ? lasting + (parseMicroseconds(start) ?? 0) : lasting;
}

function durationTag({ tags = {} }: FfprobeStream): string | undefined {
  return Object.entries(tags).find(([name]) => name.toUpperCase() === 'DURATION')?.[1];
}

/** `00:00:01.500000000` */
function parseClock(text: string | undefined): number | null {
  const [, hours, minutes, rest] = /^(\d+):(\d+):(\d+\.\d+)$/.exec(text ?? '') ?? [];
  const seconds = parseMicroseconds(rest);
  return seconds === null ? null : (Number(hours) * 3600 + Number(minutes) * 60) * 1_000_000 + seconds;
}
