import { open, type FileHandle } from 'node:fs/promises';
import type { SourceFacts } from '../../../contracts/media.js';

type TailCheck = (file: FileHandle, sizeBytes: number) => Promise<boolean>;

const TS_PACKET_SIZES = [188, 192, 204];
const OGG_PAGE_MAX_BYTES = 65_307;
const GIF_TRAILER = 0x3b;
const FLV_TAG_HEADER_BYTES = 11;
const ASF_FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');
/** From the object's id to the field with the size of the file. */
const ASF_FILE_SIZE_OFFSET = 40;

/** Containers whose demuxers take a missing end for the end. The others' say so while they are read. */
const CHECKS: Readonly<Record<string, TailCheck>> = {
  mpegts: (_, sizeBytes) => Promise.resolve(TS_PACKET_SIZES.every((packet) => sizeBytes % packet !== 0)),
  ogg: isOggCutShort,
  flv: isFlvCutShort,
  gif: async (file, sizeBytes) => (await read(file, sizeBytes - 1, 1))[0] !== GIF_TRAILER,
  yuv4mpegpipe: isY4mCutShort,
  asf: isAsfCutShort,
};

/** Whether the file ends within what its container began: a packet, a page, a tag, a frame. */
export async function isCutShort(path: string, { format }: SourceFacts): Promise<boolean> {
  const check = CHECKS[format];
  if (check === undefined) return false;
  const file = await open(path, 'r');
  try {
    return await check(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/** The last page says how long it is. */
async function isOggCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const start = Math.max(0, sizeBytes - OGG_PAGE_MAX_BYTES);
  const tail = await read(file, start, sizeBytes - start);
  const page = tail.subarray(tail.lastIndexOf('OggS', undefined, 'latin1'));
  const segments = page.length > 27 ? page.readUInt8(26) : 0;
  if (page.length < 27 + segments) return true;
  const body = page.subarray(27, 27 + segments).reduce((sum, length) => sum + length, 0);
  return page.length < 27 + segments + body;
}

/** Each tag is followed by its own size. */
async function isFlvCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const tagBytes = (await read(file, sizeBytes - 4, 4)).readUInt32BE();
  if (tagBytes < FLV_TAG_HEADER_BYTES || tagBytes + 4 > sizeBytes) return true;
  const header = await read(file, sizeBytes - 4 - tagBytes, 4);
  return header.readUIntBE(1, 3) + FLV_TAG_HEADER_BYTES !== tagBytes;
}

/** The header says how long the file is; a live recording's says zero. */
async function isAsfCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const head = await read(file, 0, Math.min(sizeBytes, 65_536));
  const at = head.indexOf(ASF_FILE_PROPERTIES);
  return at >= 0 && head.readBigUInt64LE(at + ASF_FILE_SIZE_OFFSET) > BigInt(sizeBytes);
}

/** Frames are equally long, as long as their headers carry nothing. */
async function isY4mCutShort(file: FileHandle, sizeBytes: number): Promise<boolean> {
  const head = await read(file, 0, Math.min(sizeBytes, 4096));
  const headerBytes = head.indexOf('\n') + 1;
  const marker = 'FRAME\n';
  if (head.toString('latin1', headerBytes, headerBytes + marker.length) !== marker) return false;
  const frameBytes = marker.length + y4mPictureBytes(head.toString('latin1', 0, headerBytes));
  const rest = (sizeBytes - headerBytes) % frameBytes;
  const lastMarker = await read(file, sizeBytes - rest - frameBytes, marker.length);
  return rest > 0 && lastMarker.toString('latin1') === marker;
}

function y4mPictureBytes(header: string): number {
  const [width = 0, height = 0] = ['W', 'H'].map((name) => Number(new RegExp(` ${name}(\\d+)`).exec(header)?.[1]));
  const layout = / C(\S+)/.exec(header)?.[1] ?? '420';
  const sampleBytes = /p1\d|mono1\d/.test(layout) ? 2 : 1;
  const halved = (side: number): number => Math.ceil(side / 2);
  const chroma = layout.startsWith('444')
    ? width * height
    : layout.startsWith('422')
      ? halved(width) * height
      : layout.startsWith('mono')
        ? 0
        : halved(width) * halved(height);
  return (width * height + 2 * chroma) * sampleBytes;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(Math.max(0, length)), 0, Math.max(0, length), Math.max(0, position));
  return buffer;
}
