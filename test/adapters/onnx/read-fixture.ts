import { join } from 'node:path';

import sharp from 'sharp';

import type { Frame } from '../../../src/ports/upscaler.js';

const FIXTURES = join(__dirname, 'fixtures');

/** picture.png, 8 bits a sample or spread over 16. */
export async function readPicture(bitDepth: 8 | 16): Promise<Frame> {
  const { data, info } = await sharp(join(FIXTURES, 'picture.png')).raw().toBuffer({ resolveWithObject: true });
  // 257 takes 0…255 onto 0…65535 exactly.
  const samples = bitDepth === 8 ? Uint8Array.from(data) : Uint16Array.from(data, (sample) => sample * 257);
  return { width: info.width, height: info.height, data: new Uint8Array(samples.buffer) };
}

/** What ncnn made of the picture: 16-bit samples. */
export async function readReference(name: string): Promise<Uint16Array> {
  const data = await sharp(join(FIXTURES, `${name}.png`))
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer();
  return new Uint16Array(Uint8Array.from(data).buffer);
}
