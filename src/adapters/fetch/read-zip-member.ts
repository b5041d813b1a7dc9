import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

const END_RECORD = 0x06054b50;
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT_BYTES = 0xffff;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly packedBytes: number;
  readonly localHeader: number;
}

/**
 * The bytes of one member of a zip file (a wheel is one), without the archive's trailing checksum being looked at: callers know the sha256.
 * @throws Error when the file is no whole zip, has no such member, or packs it in a way other than stored or deflated.
 */
export async function readZipMember(zipFile: string, member: string): Promise<Readable> {
  const file = await open(zipFile);
  try {
    const entry = await findEntry(file, member);
    const header = await readAt(file, entry.localHeader, 30);
    if (header.readUInt32LE(0) !== LOCAL_ENTRY) throw new Error('the zip archive is damaged');
    const start = entry.localHeader + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (entry.method !== STORED && entry.method !== DEFLATED) {
      throw new Error(`${member} is packed with zip method ${entry.method}, which is not read here`);
    }
    const packed = file.createReadStream({ start, end: start + entry.packedBytes - 1 });
    if (entry.method === STORED) return packed;
    return pipeline(packed, createInflateRaw(), () => undefined);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function findEntry(file: FileHandle, member: string): Promise<Entry> {
  const { directoryStart, directoryBytes } = await findDirectory(file);
  const directory = await readAt(file, directoryStart, directoryBytes);
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error('the zip archive is damaged');
    const nameBytes = directory.readUInt16LE(at + 28);
    if (directory.toString('utf8', at + 46, at + 46 + nameBytes) === member) {
      return {
        method: directory.readUInt16LE(at + 10),
        packedBytes: directory.readUInt32LE(at + 20),
        localHeader: directory.readUInt32LE(at + 42),
      };
    }
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw new Error(`the zip archive has no ${member}`);
}

async function findDirectory(file: FileHandle): Promise<{ directoryStart: number; directoryBytes: number }> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_RECORD_BYTES + LONGEST_COMMENT_BYTES);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  for (let at = tail.length - END_RECORD_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_RECORD) continue;
    const found = { directoryBytes: tail.readUInt32LE(at + 12), directoryStart: tail.readUInt32LE(at + 16) };
    if (found.directoryStart + found.directoryBytes > size) break;
    return found;
  }
  throw new Error('it is no whole zip archive');
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the zip archive is damaged');
  return buffer;
}
