import { join } from 'node:path';

import { createModelStore } from '../../src/adapters/onnx/model-store.js';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { readPicture, readReference } from '../adapters/onnx/read-fixture.js';
import { largestDifference, makeFrame, samplesOf, upscaleOnce } from '../support/test-upscaler.js';

const store = createModelStore({ directory: join(cacheDirectory(), 'models') });
const MINUTE_MS = 60_000;

describe.each(['span-x2', 'span-x4', 'realesrgan-x4plus-anime', 'realesrgan-x4plus'] as const)('%s', (model) => {
  beforeAll(async () => {
    await store.pull(model);
  }, 3 * MINUTE_MS);

  it(
    'gives what ncnn gives, to a tenth of a step of 8 bits',
    async () => {
      const frame = await upscaleOnce(store, await readPicture(16), 16, { model });

      expect(largestDifference(samplesOf(frame, 16), await readReference(model))).toBeLessThanOrEqual(32);
    },
    MINUTE_MS,
  );
});

describe.each(['span-x2', 'span-x4'] as const)('tiles of %s', (model) => {
  it(
    'give the same as one piece',
    async () => {
      const whole = await upscaleOnce(store, makeFrame(150, 90), 8, { model });
      const tiled = await upscaleOnce(store, makeFrame(150, 90), 8, { model, maxTilePixels: 90 * 80 });

      expect(largestDifference(tiled.data, whole.data)).toBeLessThanOrEqual(1);
    },
    MINUTE_MS,
  );
});
