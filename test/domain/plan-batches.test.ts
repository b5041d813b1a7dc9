import fc from 'fast-check';
import { planBatches } from '../../src/domain/plan-batches.js';

test('every frame is in exactly one batch, in order, and only the last batch is short', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 600 }), (frameCount, batchFrames) => {
      const batches = planBatches(frameCount, batchFrames);
      let next = 0;
      for (const { firstFrame, frameCount: frames } of batches) {
        expect(firstFrame).toBe(next);
        expect(frames).toBeGreaterThan(0);
        next += frames;
      }
      expect(next).toBe(frameCount);
      expect(batches.slice(0, -1).every((batch) => batch.frameCount === batchFrames)).toBe(true);
    }),
  );
});

test.each([
  [1, [1]],
  [31, [31]],
  [32, [32]],
  [33, [32, 1]],
])('%i frames in batches of 32', (frames, sizes) => {
  expect(planBatches(frames, 32).map(({ frameCount }) => frameCount)).toEqual(sizes);
});
