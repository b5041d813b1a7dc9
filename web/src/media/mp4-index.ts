import type { Bytes } from './bytes.js';

/** A box of an MP4 or MOV file. */
export interface Box {
  readonly type: string;
  /** Of what is in it. */
  readonly start: number;
  readonly end: number;
}

/** The index of a file, its boxes counted from the index's own beginning. */
export interface Mp4Index {
  readonly view: DataView;
  readonly whole: Box;
}

/** An index of hours of video; more is not read only to show a figure. */
const LARGEST_INDEX_BYTES = 64 * 2 ** 20;

/** The `moov` box, wherever it lies: only the heads of the boxes before it are read. null for any other file. */
export async function readMp4Index(file: Bytes): Promise<Mp4Index | null> {
  let offset = 0;
  while (offset + 8 <= file.size) {
    const box = boxAt(await file.read(offset, offset + 16), 0, file.size - offset);
    if (box === null || !/^[\w ©-]{4}$/.test(box.type)) return null;
    if (box.type === 'moov') {
      if (box.end - box.start > LARGEST_INDEX_BYTES) return null;
      const view = await file.read(offset + box.start, offset + box.end);
      return { view, whole: { type: 'moov', start: 0, end: view.byteLength } };
    }
    offset += box.end;
  }
  return null;
}

/** The first track of pictures. */
export function pictureTrack({ view, whole }: Mp4Index): Box | null {
  const isPicture = (track: Box): boolean => {
    const handler = findBox(view, track, ['mdia', 'hdlr']);
    return handler !== null && handler.end - handler.start >= 12 && textAt(view, handler.start + 8) === 'vide';
  };
  return boxesIn(view, whole).find((box) => box.type === 'trak' && isPicture(box)) ?? null;
}

export function findBox(view: DataView, within: Box, path: readonly string[]): Box | null {
  let place = within;
  for (const type of path) {
    const next = boxesIn(view, place).find((box) => box.type === type);
    if (next === undefined) return null;
    place = next;
  }
  return place;
}

function boxesIn(view: DataView, { start, end }: Box): Box[] {
  const boxes: Box[] = [];
  let offset = start;
  while (offset + 8 <= end) {
    const box = boxAt(view, offset, end - offset);
    if (box === null) break;
    boxes.push(box);
    offset = box.end;
  }
  return boxes;
}

/** A size of 0 reaches to the end, and 1 says that the size has 64 bits and follows. */
function boxAt(view: DataView, offset: number, room: number): Box | null {
  if (view.byteLength < offset + 8) return null;
  const short = view.getUint32(offset);
  const type = textAt(view, offset + 4);
  if (short === 1 && view.byteLength < offset + 16) return null;
  const size = short === 0 ? room : short === 1 ? Number(view.getBigUint64(offset + 8)) : short;
  const head = short === 1 ? 16 : 8;
  return size < head || size > room ? null : { type, start: offset + head, end: offset + size };
}

function textAt(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));
}
