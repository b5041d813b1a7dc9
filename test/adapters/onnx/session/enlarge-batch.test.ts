import { enlargeBatch } from '../../../../src/adapters/onnx/session/enlarge-batch.js';
import type { Enlarger } from '../../../../src/adapters/onnx/session/enlarge-in-tiles.js';
import type { Frame } from '../../../../src/ports/upscaler.js';
import { makeFrame } from '../../../support/test-upscaler.js';

/** A ×1 net on a device that has room for so many pixels at once; what it was given. */
function deviceOf(pixels: number): Enlarger & { readonly runs: number[] } {
  const runs: number[] = [];
  return {
    runs,
    scale: 1,
    pixelBytes: 3,
    tiles: { haloPx: 2 },
    maxTilePixels: 10_000,
    run: ({ width, height, data }: Frame, frames = 1) => {
      runs.push(width * height * frames);
      if (width * height * frames > pixels) return Promise.reject(new Error('CUDA out of memory'));
      return Promise.resolve(new Uint8Array(data));
    },
  };
}

const FRAMES = [makeFrame(20, 20), makeFrame(20, 20), makeFrame(20, 20), makeFrame(20, 20)];
const data = FRAMES.map((frame) => ({ data: frame.data }));

test('what the device has room for is one run', async () => {
  const device = deviceOf(1_600);

  expect(await enlargeBatch(FRAMES, device)).toEqual({ frames: data });
  expect(device.runs).toEqual([1_600]);
});

test('too many frames are made half at a time, and it is said how much there was room for', async () => {
  const device = deviceOf(1_000);

  expect(await enlargeBatch(FRAMES, device)).toEqual({ frames: data, roomPixels: 800 });
  expect(device.runs).toEqual([1_600, 800, 800]);
});

test('where even one is too large it goes in tiles', async () => {
  const made = await enlargeBatch(FRAMES.slice(0, 2), deviceOf(200));

  expect(made.frames).toEqual(data.slice(0, 2).map((frame) => ({ ...frame, reducedTilePixels: 200 })));
  expect(made.roomPixels).toBe(200);
});

test('any other failure is passed on', async () => {
  const broken = { ...deviceOf(0), run: () => Promise.reject(new Error('the graph is broken')) };

  await expect(enlargeBatch(FRAMES, broken)).rejects.toThrow('the graph is broken');
});
