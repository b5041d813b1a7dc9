interface Box {
  readonly type: string;
  /** Of what is in it. */
  readonly start: number;
  readonly end: number;
}

/** An index of hours of video; more is not read only to show a figure. */
const LARGEST_INDEX_BYTES = 64 * 2 ** 20;

/**
 * Frames of the first picture track, as the index of an MP4 or MOV file counts them; null for any other file, and for
 * one whose index counts none because it is fragmented.
 */
export async function countMp4Frames(file: Blob): Promise<number | null> {
  const index = await findIndex(file);
  if (index === null || index.end - index.start > LARGEST_INDEX_BYTES) return null;
  const view = new DataView(await file.slice(index.start, index.end).arrayBuffer());
  for (const track of boxesIn(view, wholeOf(view)).filter(({ type }) => type === 'trak')) {
    const media = find(view, track, ['mdia']);
    const handler = media && find(view, media, ['hdlr']);
    if (!media || !handler || handler.end - handler.start < 12 || textAt(view, handler.start + 8) !== 'vide') continue;
    const sizes = find(view, media, ['minf', 'stbl', 'stsz']);
    const count = sizes && sizes.end - sizes.start >= 12 ? view.getUint32(sizes.start + 8) : 0;
    return count > 0 ? count : null;
  }
  return null;
}

/** The `moov` box, wherever it lies: only the heads of the boxes before it are read. */
async function findIndex(file: Blob): Promise<Box | null> {
  let offset = 0;
  while (offset + 8 <= file.size) {
    const head = new DataView(await file.slice(offset, offset + 16).arrayBuffer());
    const box = boxAt(head, 0, file.size - offset);
    if (box === null || !/^[\w ©-]{4}$/.test(box.type)) return null;
    if (box.type === 'moov') return { type: 'moov', start: offset + box.start, end: offset + box.end };
    offset += box.end;
  }
  return null;
}

function find(view: DataView, within: Box, path: readonly string[]): Box | null {
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

function wholeOf(view: DataView): Box {
  return { type: 'moov', start: 0, end: view.byteLength };
}
