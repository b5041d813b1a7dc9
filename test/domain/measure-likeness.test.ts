import { measureLikeness, PERFECT_LIKENESS_DB } from '../../src/domain/measure-likeness.js';

const WIDTH = 8;
const HEIGHT = 6;
const SCALE = 3;

function picture(width: number, height: number, sample: (x: number, y: number, channel: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return sample(pixel % width, Math.floor(pixel / width), index % 3);
  });
}

const pattern = (x: number, y: number, channel: number): number => (x * 29 + y * 17 + channel * 71) % 256;
const enlarged = (x: number, y: number, channel: number): number =>
  pattern(Math.floor(x / SCALE), Math.floor(y / SCALE), channel);

function likeness(sample: (x: number, y: number, channel: number) => number): number {
  return measureLikeness({
    source: picture(WIDTH, HEIGHT, pattern),
    output: picture(WIDTH * SCALE, HEIGHT * SCALE, sample),
    width: WIDTH,
    height: HEIGHT,
    scale: SCALE,
    peak: 255,
  });
}

test('repeated pixels are the source itself', () => {
  expect(likeness(enlarged)).toBe(PERFECT_LIKENESS_DB);
});

test('an even shift by one level of 255 is 48.1 dB', () => {
  const shifted = measureLikeness({
    source: new Uint8Array(12).fill(100),
    output: new Uint8Array(48).fill(101),
    width: 2,
    height: 2,
    scale: 2,
    peak: 255,
  });

  expect(shifted).toBeCloseTo(48.13, 2);
});

test('swapped colours and another picture are far below the limit of failure', () => {
  expect(likeness((x, y, channel) => enlarged(x, y, 2 - channel))).toBeLessThan(15);
  expect(likeness((x, y, channel) => enlarged(WIDTH * SCALE - 1 - x, y, channel))).toBeLessThan(15);
});

test('sixteen-bit samples are measured against their own peak', () => {
  const source = Uint16Array.from({ length: 12 }, () => 25_700);
  const output = Uint16Array.from({ length: 48 }, () => 25_957);

  expect(measureLikeness({ source, output, width: 2, height: 2, scale: 2, peak: 65_535 })).toBeCloseTo(48.13, 2);
});
