import fc from 'fast-check';
import { chooseBatchFrames } from '../../src/domain/choose-batch-frames.js';

it.each([
  [64, 48, 64],
  [176, 144, 64],
  [256, 144, 49],
  [320, 180, 32],
  [1280, 720, 32],
  [7680, 4320, 32],
])('cuts %i×%i into batches of %i frames', (width, height, frames) => {
  expect(chooseBatchFrames({ width, height })).toBe(frames);
});

it('never gives a larger picture more frames, nor fewer than a closed GOP is worth', () => {
  const side = fc.integer({ min: 1, max: 8_192 });
  fc.assert(
    fc.property(side, side, side, (width, height, taller) => {
      const frames = chooseBatchFrames({ width, height });
      expect(frames).toBeGreaterThanOrEqual(32);
      expect(frames).toBeLessThanOrEqual(64);
      expect(chooseBatchFrames({ width, height: height + taller })).toBeLessThanOrEqual(frames);
    }),
  );
});
