import sharp from 'sharp';
import { createPictureCodec } from '../../../src/adapters/pictures/create-picture-codec.js';

const pictures = createPictureCodec();
const SIZE = { width: 6, height: 4 };

test.each([8, 16] as const)('a frame of %i bits comes back from PNG unchanged', async (bitDepth) => {
  const bytes = SIZE.width * SIZE.height * 3 * (bitDepth / 8);
  const data = Uint8Array.from({ length: bytes }, (_, index) => (index * 37) % 256);
  const png = await pictures.encodePng({ ...SIZE, data }, bitDepth);
  const frame = await pictures.decodePng(png, { ...SIZE, bitDepth });

  expect([...frame.data]).toEqual([...data]);
});

test('a PNG of another size is refused', async () => {
  const png = await pictures.encodePng({ ...SIZE, data: new Uint8Array(72) }, 8);

  await expect(pictures.decodePng(png, { width: 12, height: 4, bitDepth: 8 })).rejects.toMatchObject({
    type: 'OutputMismatch',
    message: 'A frame is 6×4 with 3 channels instead of 12×4 with 3.',
  });
});

test('the comparison shows both frames at the size of the result', async () => {
  const before = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const after = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  const { data, info } = await sharp(await pictures.comparison(before, after))
    .raw()
    .toBuffer({ resolveWithObject: true });

  expect([info.width, info.height]).toEqual([164, 40]);
  const pixel = (x: number): number[] => [...data.subarray(x * 3, x * 3 + 3)];
  expect(pixel(10)).toEqual([255, 0, 0]);
  expect(pixel(100)).toEqual([0, 0, 255]);
});

test('a poster is a JPEG no wider than a page', async () => {
  const png = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: 'green' } })
    .png()
    .toBuffer();
  const { format, width } = await sharp(await pictures.poster(png)).metadata();

  expect({ format, width }).toEqual({ format: 'jpeg', width: 1280 });
});
