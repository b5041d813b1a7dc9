import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { readTarMember } from './read-tar-member.js';
import { readZipMember } from './read-zip-member.js';

/**
 * The bytes of one member of a zip, tar or gzipped tar file, whatever the file's name.
 * @throws Error here or from the stream: another kind of file, damaged, cut short, no such member.
 */
export async function readArchiveMember(archive: string, member: string): Promise<Readable> {
  const start = await firstBytes(archive, 262);
  if (start.toString('latin1', 0, 2) === 'PK') return readZipMember(archive, member);
  const gzipped = start[0] === 0x1f && start[1] === 0x8b;
  if (gzipped || start.toString('latin1', 257, 262) === 'ustar') return readTarMember(archive, member, gzipped);
  throw new Error('what came is neither a zip nor a tar archive');
}

async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
