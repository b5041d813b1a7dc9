import { pipeline, Readable } from 'node:stream';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { ByteReader } from './byte-reader.js';

const BLOCK_BYTES = 512;
/** A header field that says more about the next member never needs more than this. */
const LONGEST_HEADER_BYTES = 2 ** 20;

/**
 * The bytes of one member of a tar file. All errors come from the stream: damaged, cut short, no such member.
 * @param packed whether the whole of it is gzipped, as npm packages are
 */
export function readTarMember(tarFile: string, member: string, packed: boolean): Readable {
  const raw = createReadStream(tarFile);
  // Errors of either stream come out of the last one, which the generator reads.
  const source = packed ? pipeline(raw, createGunzip(), () => undefined) : raw;
  return Readable.from(findMember(source, member));
}

async function* findMember(source: Readable, member: string): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let longName: string | undefined;
  try {
    for (;;) {
      const header = await reader.read(BLOCK_BYTES);
      if (header[0] === 0) throw new Error(`the tar archive has no ${member}`);
      const size = sizeOf(header);
      const kind = String.fromCharCode(header[156] ?? 0);
      const padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
      if (kind === 'x' || kind === 'L') {
        if (size > LONGEST_HEADER_BYTES) throw new Error('the tar archive is damaged');
        const text = (await reader.read(size)).toString('utf8');
        longName = kind === 'L' ? text.replace(/\0.*$/s, '') : (paxPath(text) ?? longName);
        await reader.skip(padding);
        continue;
      }
      const name = longName ?? nameOf(header);
      longName = undefined;
      if ((kind === '0' || kind === '\0') && name.replace(/^\.\//, '') === member) {
        yield* reader.pieces(size);
        return;
      }
      await reader.skip(size + padding);
    }
  } finally {
    source.destroy();
  }
}

function sizeOf(header: Buffer): number {
  const digits = textAt(header, 124, 12).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error('the tar archive is damaged');
  return parseInt(digits, 8);
}

function nameOf(header: Buffer): string {
  const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : '';
  const name = textAt(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(header: Buffer, start: number, length: number): string {
  const field = header.toString('utf8', start, start + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}

/** The `path` record of an extended header; each record is `<length> <key>=<value>\n`. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];
}
