import { parseMicroseconds } from '../../../domain/microseconds.js';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.js';
import { readEnd } from './read-end.js';

/**
 * How long the picture lasts by its container's word, else how long the whole file does; null where neither is said. A
 * subtitle without an end lasts for weeks.
 */
export function claimedSeconds(output: FfprobeOutput, picture: FfprobeStream): number | null {
  const { format } = output;
  const start = parseMicroseconds(format.start_time) ?? 0;
  const end = readEnd(output, picture) ?? start;
  if (end > start) return (end - start) / 1e6;
  return positive(format.duration) ?? positive(picture.duration);
}

function positive(text: string | undefined): number | null {
  const value = Number(text);
  return value > 0 ? value : null;
}
