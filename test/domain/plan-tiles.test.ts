import fc from 'fast-check';

import { planFixedTiles, planTiles } from '../../src/domain/plan-tiles.js';

const cases = fc
  .record({
    width: fc.integer({ min: 1, max: 100 }),
    height: fc.integer({ min: 1, max: 100 }),
    halo: fc.integer({ min: 0, max: 12 }),
    spare: fc.integer({ min: 0, max: 3_000 }),
  })
  .map(({ spare, ...frame }) => ({ ...frame, maxTilePixels: (2 * frame.halo + 1) ** 2 + spare }));

describe('planTiles', () => {
  it('leaves a frame that fits in one piece', () => {
    const whole = { left: 0, top: 0, width: 64, height: 48 };

    expect(planTiles({ width: 64, height: 48, halo: 18, maxTilePixels: 64 * 48 })).toEqual([
      { source: whole, core: whole },
    ]);
  });

  it('covers every pixel exactly once with cores', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const covered = new Uint8Array(input.width * input.height);
        for (const { core } of planTiles(input)) {
          for (let y = core.top; y < core.top + core.height; y++) {
            const start = y * input.width + core.left;
            for (let pixel = start; pixel < start + core.width; pixel++) covered[pixel] = (covered[pixel] ?? 0) + 1;
          }
        }

        expect(covered.every((count) => count === 1)).toBe(true);
      }),
    );
  });

  it('keeps a halo between a core and every edge of its tile that is not the edge of the frame', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const tooNear = planTiles(input).filter(({ source, core }) => {
          const right = source.left + source.width;
          const bottom = source.top + source.height;
          return (
            (source.left > 0 && core.left - source.left < input.halo) ||
            (source.top > 0 && core.top - source.top < input.halo) ||
            (right < input.width && right - core.left - core.width < input.halo) ||
            (bottom < input.height && bottom - core.top - core.height < input.halo)
          );
        });

        expect(tooNear).toEqual([]);
      }),
    );
  });

  it('gives tiles of one shape, inside the frame and no larger than allowed', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const tiles = planTiles(input);
        const shapes = new Set(tiles.map(({ source }) => `${source.width}×${source.height}`));

        expect(shapes.size).toBe(1);
        const outside = tiles.filter(
          ({ source }) =>
            source.width * source.height > input.maxTilePixels ||
            Math.min(source.left, source.top) < 0 ||
            source.left + source.width > input.width ||
            source.top + source.height > input.height,
        );
        expect(outside).toEqual([]);
      }),
    );
  });

  it('repeats less than a sixth of a full HD frame at the default tile size', () => {
    const tiles = planTiles({ width: 1920, height: 1080, halo: 34, maxTilePixels: 2 ** 19 });

    const pixels = tiles.reduce((sum, { source }) => sum + source.width * source.height, 0);
    expect(pixels / (1920 * 1080)).toBeLessThan(7 / 6);
  });

  it('refuses tiles too small for the halo', () => {
    expect(() => planTiles({ width: 100, height: 100, halo: 18, maxTilePixels: 1000 })).toThrow(/at least 1369/);
  });
});

describe('planFixedTiles', () => {
  const fixedCases = fc
    .record({
      halo: fc.integer({ min: 0, max: 6 }),
      coreWidth: fc.integer({ min: 1, max: 12 }),
      coreHeight: fc.integer({ min: 1, max: 12 }),
      moreWidth: fc.integer({ min: 0, max: 60 }),
      moreHeight: fc.integer({ min: 0, max: 60 }),
    })
    .map(({ halo, coreWidth, coreHeight, moreWidth, moreHeight }) => {
      const tile = { width: coreWidth + 2 * halo, height: coreHeight + 2 * halo };
      return { halo, tile, width: tile.width + moreWidth, height: tile.height + moreHeight };
    });

  it('covers every pixel exactly once, with tiles of just the size asked for, inside the frame', () => {
    fc.assert(
      fc.property(fixedCases, (input) => {
        const covered = new Uint8Array(input.width * input.height);
        for (const { source, core } of planFixedTiles(input)) {
          expect([source.width, source.height]).toEqual([input.tile.width, input.tile.height]);
          expect(source.left + source.width).toBeLessThanOrEqual(input.width);
          expect(source.top + source.height).toBeLessThanOrEqual(input.height);
          for (let y = core.top; y < core.top + core.height; y++) {
            const start = y * input.width + core.left;
            for (let pixel = start; pixel < start + core.width; pixel++) covered[pixel] = (covered[pixel] ?? 0) + 1;
          }
        }

        expect(covered.every((count) => count === 1)).toBe(true);
      }),
    );
  });

  it('keeps the halo at every inner edge', () => {
    fc.assert(
      fc.property(fixedCases, (input) => {
        for (const { source, core } of planFixedTiles(input)) {
          if (source.left > 0) expect(core.left - source.left).toBeGreaterThanOrEqual(input.halo);
          if (source.top > 0) expect(core.top - source.top).toBeGreaterThanOrEqual(input.halo);
        }
      }),
    );
  });

  it('refuses a frame smaller than a tile', () => {
    expect(() => planFixedTiles({ width: 63, height: 64, halo: 8, tile: { width: 64, height: 64 } })).toThrow(
      /don't fit into 63×64/,
    );
  });
});
