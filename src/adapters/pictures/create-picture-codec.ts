import sharp from 'sharp';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import type { Frame } from '../../ports/upscaler.js';
import { composeComparison } from './compose-comparison.js';

/** Frames are written once and read once: little compression, much speed. */
const PNG_COMPRESSION = 2;
const POSTER_MAX_WIDTH = 1280;
const POSTER_QUALITY = 88;

/** Still pictures through sharp (libvips). */
export function createPictureCodec(): PictureCodec {
  return { encodePng, decodePng, poster, comparison: composeComparison };
}

async function encodePng({ data, width, height }: Frame, bitDepth: 8 | 16): Promise<Uint8Array> {
  const samples = bitDepth === 8 ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const picture = sharp(samples, { raw: { width, height, channels: 3 } });
  return (bitDepth === 8 ? picture : picture.toColourspace('rgb16'))
    .png({ compressionLevel: PNG_COMPRESSION })
    .toBuffer();
}

async function decodePng(
  png: Uint8Array,
  expected: { readonly width: number; readonly height: number; readonly bitDepth: 8 | 16 },
): Promise<Frame> {
  const { width, height, bitDepth } = expected;
  const picture = sharp(png, { limitInputPixels: width * height, failOn: 'error' });
  const decoded =
    bitDepth === 8 ? picture.toColourspace('srgb').raw() : picture.toColourspace('rgb16').raw({ depth: 'ushort' });
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  if (info.width !== width || info.height !== height || info.channels !== 3) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `A frame is ${info.width}×${info.height} with ${info.channels} channels instead of ${width}×${height} with 3.`,
    );
  }
  return { width, height, data: Uint8Array.from(data) };
}

async function poster({ data, width, height }: Frame): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: POSTER_MAX_WIDTH, withoutEnlargement: true })
    .jpeg({ quality: POSTER_QUALITY })
    .toBuffer();
}
