import { enlargeInTiles, type Enlarger } from '../../../../src/adapters/onnx/session/enlarge-in-tiles.js';
import { TileMemory } from '../../../../src/adapters/onnx/session/tile-memory.js';
import type { Frame } from '../../../../src/ports/upscaler.js';
import { makeFrame } from '../../../support/test-upscaler.js';

/** A ×1 net that turns samples over, in tiles of 12×40 that see 2 pixels around them; how often it ran. */
function counting(memory?: TileMemory): Enlarger & { runs: number } {
  const enlarger = {
    scale: 1,
    pixelBytes: 3,
    tiles: { haloPx: 2 },
    maxTilePixels: 500,
    ...(memory !== undefined && { memory }),
    runs: 0,
    run: ({ data }: Frame) => {
      enlarger.runs += 1;
      return Promise.resolve(data.map((sample) => 255 - sample));
    },
  };
  return enlarger;
}

function changedAt(frame: Frame, column: number): Frame {
  const data = new Uint8Array(frame.data);
  data[column * 3] = (data[column * 3] ?? 0) ^ 1;
  return { ...frame, data };
}

test('tiles with the samples of the frame before are not computed again, and the result is the same to the bit', async () => {
  const first = makeFrame(40, 40);
  const second = changedAt(first, 0);
  const memory = new TileMemory();
  const remembering = counting(memory);
  await enlargeInTiles(first, remembering);
  const all = remembering.runs;

  const again = await enlargeInTiles(second, remembering);

  expect(all).toBeGreaterThan(2);
  expect(remembering.runs - all).toBe(1);
  expect(memory.recalled).toBe(all - 1);
  expect(again).toEqual(await enlargeInTiles(second, counting()));
});

test('a change in the halo counts: both tiles that see it are computed', async () => {
  const first = makeFrame(40, 40);
  const counts = await Promise.all(
    Array.from({ length: 40 }, async (_, column) => {
      const remembering = counting(new TileMemory());
      await enlargeInTiles(first, remembering);
      const all = remembering.runs;
      const second = changedAt(first, column);
      expect(await enlargeInTiles(second, remembering)).toEqual(await enlargeInTiles(second, counting()));
      return remembering.runs - all;
    }),
  );

  expect(new Set(counts)).toEqual(new Set([1, 2]));
});

test('what was forgotten is computed', async () => {
  const memory = new TileMemory();
  const remembering = counting(memory);
  await enlargeInTiles(makeFrame(40, 40), remembering);
  const all = remembering.runs;
  memory.clear();
  await enlargeInTiles(makeFrame(40, 40), remembering);

  expect(remembering.runs).toBe(2 * all);
});
