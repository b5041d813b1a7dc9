import type { Bytes } from './bytes.js';
import { type Box, findBox, type Mp4Index, pictureTrack, readMp4Index } from './mp4-index.js';

/** When each frame of a video is shown, and when the last one ends; in seconds, rising. */
export interface FrameTimes {
  readonly starts: readonly number[];
  readonly endSeconds: number;
}

/** More is no video that anybody steps through; a damaged index may count anything. */
const MOST_FRAMES = 5_000_000;

/**
 * The time stamps of the pictures as the index of an MP4 or MOV file has them: decoding times, with what reordered
 * pictures are shown later, from where the edit list begins. null where there is no such index, and where the list has
 * more than one piece.
 */
export async function readMp4FrameTimes(file: Bytes): Promise<FrameTimes | null> {
  const index = await readMp4Index(file);
  const track = index && pictureTrack(index);
  if (index === null || track === null) return null;
  try {
    return timesOf(index, track);
  } catch (problem) {
    // A box that is shorter than it says.
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

function timesOf({ view, whole }: Mp4Index, track: Box): FrameTimes | null {
  const table = findBox(view, track, ['mdia', 'minf', 'stbl']);
  const media = findBox(view, track, ['mdia', 'mdhd']);
  const movie = findBox(view, whole, ['mvhd']);
  const durations = table && findBox(view, table, ['stts']);
  const shifts = table && findBox(view, table, ['ctts']);
  if (durations === null || media === null || movie === null) return null;
  const timeScale = timeScaleOf(view, media);
  const origin = originOf(view, findBox(view, track, ['edts', 'elst']), timeScale / timeScaleOf(view, movie));
  if (origin === null || !(timeScale > 0)) return null;

  const lengths = runs(view, durations, (offset) => view.getUint32(offset));
  // The second version has signs; the first was always read as if it had.
  const laterBy = shifts === null ? [] : runs(view, shifts, (offset) => view.getInt32(offset));
  let decoded = 0;
  const shown = lengths.map((length, frame) => {
    const start = decoded + (laterBy[frame] ?? 0) - origin;
    decoded += length;
    return start;
  });
  const order = shown.toSorted((one, other) => one - other).filter((start) => start >= 0);
  const last = order.at(-1);
  if (last === undefined) return null;
  return {
    starts: order.map((start) => start / timeScale),
    endSeconds: (last + (lengths.at(-1) ?? 0)) / timeScale,
  };
}

function timeScaleOf(view: DataView, { start }: Box): number {
  return view.getUint32(start + (view.getUint8(start) === 1 ? 20 : 12));
}

/** Where time 0 lies on the track's own scale: what is cut off before it, less what is empty before it. */
function originOf(view: DataView, list: Box | null, perMovieTick: number): number | null {
  if (list === null) return 0;
  const long = view.getUint8(list.start) === 1;
  const size = long ? 20 : 12;
  const count = view.getUint32(list.start + 4);
  let empty = 0;
  for (let edit = 0; edit < count; edit += 1) {
    const offset = list.start + 8 + edit * size;
    const duration = long ? Number(view.getBigUint64(offset)) : view.getUint32(offset);
    const mediaTime = long ? Number(view.getBigInt64(offset + 8)) : view.getInt32(offset + 4);
    if (mediaTime >= 0) return edit === count - 1 ? mediaTime - empty : null;
    empty += duration * perMovieTick;
  }
  return -empty;
}

/** A table of (count, value) pairs, written out. */
function runs(view: DataView, { start }: Box, value: (offset: number) => number): number[] {
  const all: number[] = [];
  const count = view.getUint32(start + 4);
  for (let run = 0; run < count; run += 1) {
    const offset = start + 8 + run * 8;
    const length = view.getUint32(offset);
    if (all.length + length > MOST_FRAMES) throw new RangeError('An index of more frames than there can be.');
    const repeated = value(offset + 4);
    for (let frame = 0; frame < length; frame += 1) all.push(repeated);
  }
  return all;
}
