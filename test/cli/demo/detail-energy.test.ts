import { detailEnergy, type GreyPicture } from '../../../src/cli/demo/detail-energy.js';
import { findDetailedCrop } from '../../../src/cli/demo/find-detailed-crop.js';

function draw(width: number, height: number, sample: (x: number, y: number) => number): GreyPicture {
  const samples = Uint8Array.from({ length: width * height }, (_, at) => sample(at % width, Math.floor(at / width)));
  return { width, height, samples };
}

test('a flat picture has no detail', () => {
  expect(detailEnergy(draw(8, 8, () => 90))).toBe(0);
});

test('an even ramp has no detail', () => {
  expect(detailEnergy(draw(16, 8, (x, y) => 5 * x + 3 * y))).toBe(0);
});

test('a chequered picture has the most: eight times the contrast, squared', () => {
  expect(detailEnergy(draw(8, 8, (x, y) => ((x + y) % 2) * 10))).toBe((4 * 10 + 4 * 10 - 40) ** 2);
});

test('finer stripes have more than coarser ones', () => {
  const stripes = (period: number) =>
    detailEnergy(draw(64, 16, (x) => 128 + 100 * Math.sin((2 * Math.PI * x) / period)));
  expect(stripes(4)).toBeGreaterThan(stripes(8));
  expect(stripes(8)).toBeGreaterThan(stripes(32));
});

test('the crop shown is the part with the most detail', () => {
  const picture = draw(160, 90, (x, y) => (x >= 110 && y >= 60 ? ((x + y) % 2) * 200 : 0));
  const crop = findDetailedCrop(picture, { width: 40, height: 30 });
  expect(crop).toEqual({ left: 120, top: 60, width: 40, height: 30 });
});

test('the crop of a picture smaller than that is the picture', () => {
  expect(
    findDetailedCrop(
      draw(20, 10, (x) => x),
      { width: 40, height: 30 },
    ),
  ).toEqual({
    left: 0,
    top: 0,
    width: 20,
    height: 10,
  });
});
