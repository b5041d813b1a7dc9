import { enlargeWithinMemory } from '../../../../src/adapters/onnx/session/enlarge-within-memory.js';
import type { Enlarger } from '../../../../src/adapters/onnx/session/enlarge-in-tiles.js';
import type { Frame } from '../../../../src/ports/upscaler.js';
import { makeFrame } from '../../../support/test-upscaler.js';

/** A ×1 net on a device that has room for so many pixels. */
function deviceOf(pixels: number, given: Partial<Enlarger> = {}): Enlarger & { readonly sizes: number[] } {
  const sizes: number[] = [];
  return {
    sizes,
    scale: 1,
    pixelBytes: 3,
    tiles: { haloPx: 2 },
    maxTilePixels: 10_000,
    run: ({ width, height, data }: Frame) => {
      sizes.push(width * height);
      if (width * height > pixels) return Promise.reject(new Error('Failed to allocate memory for requested buffer'));
      return Promise.resolve(new Uint8Array(data));
    },
    ...given,
  };
}

test('a frame that the device has room for is not touched', async () => {
  const frame = makeFrame(40, 30);

  expect(await enlargeWithinMemory(frame, deviceOf(1_200))).toEqual({ data: frame.data });
});

test('a frame that is too large is made in tiles half as large, and half of that, and comes out the same', async () => {
  const frame = makeFrame(40, 30);
  const device = deviceOf(400);

  expect(await enlargeWithinMemory(frame, device)).toEqual({ data: frame.data, reducedTilePixels: 300 });
  expect(device.sizes[0]).toBe(1_200);
  expect(Math.max(...device.sizes.slice(2))).toBeLessThanOrEqual(300);
});

test('a device without room for the smallest tile is said to be too small', async () => {
  await expect(enlargeWithinMemory(makeFrame(40, 30), deviceOf(4))).rejects.toMatchObject({
    type: 'DeviceOutOfMemory',
    retryable: true,
  });
});

test('a net of one tile size has no smaller one', async () => {
  const tiles = { haloPx: 2, fixed: { width: 20, height: 20 } };

  await expect(enlargeWithinMemory(makeFrame(40, 30), deviceOf(100, { tiles }))).rejects.toThrow(/allocate memory/);
});

test('any other failure is passed on', async () => {
  const run = () => Promise.reject(new Error('the graph is broken'));

  await expect(enlargeWithinMemory(makeFrame(40, 30), deviceOf(1_200, { run }))).rejects.toThrow('the graph is broken');
});
