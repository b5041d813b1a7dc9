import fc from 'fast-check';

import { enlargeInTiles } from '../../../../src/adapters/onnx/session/enlarge-in-tiles.js';
import { mirrorEdges } from '../../../../src/adapters/onnx/session/mirror-edges.js';
import type { Frame } from '../../../../src/ports/upscaler.js';
import { makeFrame } from '../../../support/test-upscaler.js';

const SCALE = 2;

/** Every pixel twice, in each direction. */
function doubled({ width, height, data }: Frame): Uint8Array<ArrayBuffer> {
  const enlarged = new Uint8Array(width * height * 3 * SCALE * SCALE);
  for (let y = 0; y < height * SCALE; y++) {
    for (let x = 0; x < width * SCALE; x++) {
      const source = (Math.floor(y / SCALE) * width + Math.floor(x / SCALE)) * 3;
      enlarged.set(data.subarray(source, source + 3), (y * width * SCALE + x) * 3);
    }
  }
  return enlarged;
}

describe('tiles of one size', () => {
  it('make the whole frame of any size, smaller or larger than a tile', async () => {
    const cases = fc.record({
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 40 }),
      haloPx: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ width, height, haloPx }) => {
        const frame = makeFrame(width, height);
        const sizes = new Set<string>();
        const enlarged = await enlargeInTiles(frame, {
          scale: SCALE,
          pixelBytes: 3,
          maxTilePixels: 1e9,
          tiles: { haloPx, fixed: { width: 16, height: 12 } },
          run: (tile) => {
            sizes.add(`${tile.width}×${tile.height}`);
            return Promise.resolve(doubled(tile));
          },
        });

        expect([...sizes]).toEqual(['16×12']);
        expect(Buffer.compare(enlarged, doubled(frame))).toBe(0);
      }),
    );
  });

  it('are no larger than their bound', async () => {
    const sizes: number[] = [];
    const enlarged = await enlargeInTiles(makeFrame(60, 40), {
      scale: SCALE,
      pixelBytes: 3,
      maxTilePixels: 300,
      tiles: { haloPx: 2 },
      run: (tile) => {
        sizes.push(tile.width * tile.height);
        return Promise.resolve(doubled(tile));
      },
    });

    expect(Math.max(...sizes)).toBeLessThanOrEqual(300);
    expect(Buffer.compare(enlarged, doubled(makeFrame(60, 40)))).toBe(0);
  });
});

describe('mirrorEdges', () => {
  it('goes on as in a mirror, as often as it takes', () => {
    const data = Uint8Array.from([1, 2, 3].flatMap((value) => [value, value, value]));

    const mirrored = mirrorEdges({ width: 3, height: 1, data }, 8, 2, 3);

    const row = [1, 2, 3, 2, 1, 2, 3, 2];
    expect([...mirrored.data].filter((_, index) => index % 3 === 0)).toEqual([...row, ...row]);
  });
});
