import sharp from 'sharp';
import type { Frame } from '../../../src/ports/upscaler.js';
import { createPictureCodec } from '../../../src/adapters/pictures/create-picture-codec.js';

const pictures = createPictureCodec();
const SIZE = { width: 6, height: 4 };

function plain(width: number, height: number, color: readonly number[]): Frame {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, index) => color[index % 3] ?? 0) };
}

test.each([8, 16] as const)('a frame of %i bits comes back from PNG unchanged', async (bitDepth) => {
  const bytes = SIZE.width * SIZE.height * 3 * (bitDepth / 8);
  const data = Uint8Array.from({ length: bytes }, (_, index) => (index * 37) % 256);
  const png = await pictures.encodePng({ ...SIZE, data }, bitDepth);
  const frame = await pictures.decodePng(png, { ...SIZE, bitDepth });

  expect([...frame.data]).toEqual([...data]);
});

test('a PNG of 16 bits is read as 8 where 8 are asked for', async () => {
  const samples = Uint16Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, index) => index * 900);
  const data = new Uint8Array(samples.buffer);
  const png = await pictures.encodePng({ ...SIZE, data }, 16);
  const frame = await pictures.decodePng(png, { ...SIZE, bitDepth: 8 });

  expect([...frame.data]).toEqual([...samples].map((sample) => sample >> 8));
});

test('a PNG of another size is refused', async () => {
  const png = await pictures.encodePng({ ...SIZE, data: new Uint8Array(72) }, 8);

  await expect(pictures.decodePng(png, { width: 12, height: 4, bitDepth: 8 })).rejects.toMatchObject({
    type: 'OutputMismatch',
    message: 'A frame is 6×4 with 3 channels instead of 12×4 with 3.',
  });
});

test('the comparison shows both frames at the size of the result', async () => {
  const before = plain(20, 10, [255, 0, 0]);
  const after = plain(80, 40, [0, 0, 255]);
  const { data, info } = await sharp(await pictures.comparison(before, after))
    .raw()
    .toBuffer({ resolveWithObject: true });

  expect([info.width, info.height]).toEqual([164, 40]);
  const pixel = (x: number): number[] => [...data.subarray(x * 3, x * 3 + 3)];
  expect(pixel(10)).toEqual([255, 0, 0]);
  expect(pixel(100)).toEqual([0, 0, 255]);
});

test('a poster is a JPEG no wider than a page', async () => {
  const poster = sharp(await pictures.poster(plain(2000, 1000, [0, 128, 0])));
  const { format, width, height } = await poster.metadata();

  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1280, height: 640 });
  const { channels } = await poster.stats();
  expect(channels.map(({ mean }) => Math.round(mean / 32) * 32)).toEqual([0, 128, 0]);
});
