interface Track {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** Where the samples are said to be; in the file itself if absent. */
  readonly reference?: { readonly kind: string; readonly target: string };
}

interface Movie extends Partial<Omit<Track, 'id'>> {
  /** Instead of the one track that the other fields describe. */
  readonly tracks?: readonly Buffer[];
}

const TIMESCALE = 25;

/** A QuickTime file written atom by atom: it claims what ffmpeg would never write. */
export function hostileMovie({ tracks, width = 64, height = 48, seconds = 2, reference }: Movie): Buffer {
  const track = { id: 1, width, height, seconds, ...(reference && { reference }) };
  const moov = atom('moov', mvhd(seconds), ...(tracks ?? [atom('trak', mdia(track))]));
  return Buffer.concat([
    atom('ftyp', Buffer.from('qt  \0\0\0\0qt  ', 'latin1')),
    moov,
    atom('mdat', Buffer.alloc(2_000)),
  ]);
}

export function atom(kind: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Content of a track atom: header and media. */
export function mdia({ id, width, height, seconds, reference }: Track): Buffer {
  const duration = seconds * TIMESCALE;
  const tkhd = atom(
    'tkhd',
    words(0xf, 0, 0, id, 0, Math.min(duration, 0xffffffff), 0, 0, 0, 0),
    matrix(),
    words(fixed(width), fixed(height)),
  );
  const media = atom(
    'mdia',
    atom('mdhd', words(0, 0, 0, TIMESCALE, Math.min(duration, 0xffffffff), 0x55c40000)),
    handler(),
    minf(width, height, duration, reference),
  );
  return Buffer.concat([tkhd, media]);
}

function mvhd(seconds: number): Buffer {
  return atom(
    'mvhd',
    words(0, 0, 0, TIMESCALE, Math.min(seconds * TIMESCALE, 0xffffffff), 0x10000, 0x01000000, 0, 0),
    matrix(),
    words(0, 0, 0, 0, 0, 0, 2),
  );
}

function minf(width: number, height: number, duration: number, reference: Track['reference']): Buffer {
  const entry =
    reference === undefined
      ? atom('url ', words(1))
      : atom(
          reference.kind,
          words(0),
          reference.kind === 'alis' ? alias(reference.target) : Buffer.from(`${reference.target}\0`),
        );
  const dinf = atom('dinf', atom('dref', words(0, 1), entry));
  const size = Buffer.alloc(4);
  size.writeUInt16BE(width & 0xffff, 0);
  size.writeUInt16BE(height & 0xffff, 2);
  const description = atom(
    'jpeg',
    ...[
      Buffer.alloc(6),
      Buffer.from([0, 1]),
      Buffer.alloc(16),
      size,
      words(0x480000, 0x480000, 0),
      Buffer.from([0, 1]),
      Buffer.alloc(32),
    ],
    Buffer.from([0, 24, 0xff, 0xff]),
  );
  const frames = Math.min(duration, 50);
  const stbl = atom(
    'stbl',
    atom('stsd', words(0, 1), description),
    atom('stts', words(0, 1, frames, Math.max(1, Math.floor(Math.min(duration, 0xffffffff) / frames)))),
    atom('stsc', words(0, 1, 1, frames, 1)),
    atom('stsz', words(0, 20, frames)),
    atom('stco', words(0, 1, 64)),
  );
  return atom('minf', atom('vmhd', words(1, 0, 0)), dinf, stbl);
}

/** The part of a Macintosh alias that names a path. */
function alias(target: string): Buffer {
  const path = Buffer.from(target);
  const head = Buffer.alloc(150);
  head.writeUInt16BE(150 + 4 + path.length + 4, 4);
  const entry = Buffer.alloc(4);
  entry.writeInt16BE(18, 0);
  entry.writeUInt16BE(path.length, 2);
  return Buffer.concat([head, entry, path, Buffer.from([0xff, 0xff, 0, 0])]);
}

function handler(): Buffer {
  return atom('hdlr', words(0), Buffer.from('mhlrvide'), words(0, 0, 0), Buffer.from('\0'));
}

function matrix(): Buffer {
  return words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
}

function fixed(value: number): number {
  return (value * 0x10000) % 0x100000000;
}

function words(...values: readonly number[]): Buffer {
  const result = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => result.writeUInt32BE(value >>> 0, index * 4));
  return result;
}
