import fc from 'fast-check';

import { PRECISIONS } from '../../src/contracts/job-options.js';
import { framesPerRun, LEAST_RUN_PIXELS, MOST_RUN_PIXELS, pixelsPerRun } from '../../src/domain/plan-run.js';

const memory = fc.integer({ min: 2 ** 20, max: 2 ** 38 });
const bytesPerPixel = fc.integer({ min: 100, max: 50_000 });
const precision = fc.constantFrom(...PRECISIONS);

describe('pixelsPerRun', () => {
  it('fills the memory, never more of it than there is but for the least tile', () => {
    fc.assert(
      fc.property(memory, bytesPerPixel, (memoryBytes, bytes) => {
        const pixels = pixelsPerRun({ memoryBytes, bytesPerPixel: bytes, precision: 'fp32' });

        expect(pixels).toBeGreaterThanOrEqual(LEAST_RUN_PIXELS);
        expect(pixels).toBeLessThanOrEqual(MOST_RUN_PIXELS);
        if (pixels > LEAST_RUN_PIXELS) expect(pixels * bytes).toBeLessThanOrEqual(memoryBytes);
        if (pixels < MOST_RUN_PIXELS) expect((pixels + 1) * bytes).toBeGreaterThan(memoryBytes);
      }),
    );
  });

  it('is no less with more memory, a lighter model, or halves', () => {
    fc.assert(
      fc.property(memory, bytesPerPixel, precision, fc.integer({ min: 1, max: 16 }), (memoryBytes, bytes, of, more) => {
        const pixels = pixelsPerRun({ memoryBytes, bytesPerPixel: bytes, precision: of });

        expect(
          pixelsPerRun({ memoryBytes: memoryBytes * more, bytesPerPixel: bytes, precision: of }),
        ).toBeGreaterThanOrEqual(pixels);
        expect(pixelsPerRun({ memoryBytes, bytesPerPixel: bytes * more, precision: of })).toBeLessThanOrEqual(pixels);
        expect(pixelsPerRun({ memoryBytes, bytesPerPixel: bytes, precision: 'fp16' })).toBeGreaterThanOrEqual(pixels);
      }),
    );
  });

  it('gives SD frames of the default models to a session of the processor whole', () => {
    expect(pixelsPerRun({ memoryBytes: 640 * 2 ** 20, bytesPerPixel: 1_250, precision: 'fp32' })).toBeGreaterThan(
      720 * 576,
    );
  });
});

describe('framesPerRun', () => {
  it('is at least one, at most what is wanted, and fits', () => {
    const pixels = fc.integer({ min: LEAST_RUN_PIXELS, max: MOST_RUN_PIXELS });
    fc.assert(
      fc.property(
        pixels,
        fc.integer({ min: 1, max: 2 ** 26 }),
        fc.integer({ min: 1, max: 16 }),
        (runPixels, framePixels, maxFrames) => {
          const frames = framesPerRun({ runPixels, framePixels, maxFrames });

          expect(frames).toBeGreaterThanOrEqual(1);
          expect(frames).toBeLessThanOrEqual(maxFrames);
          if (frames > 1) expect(frames * framePixels).toBeLessThanOrEqual(runPixels);
        },
      ),
    );
  });
});
