import fc from 'fast-check';
import { concatList } from '../../../../src/adapters/ffmpeg/arguments/concat-list.js';

describe('concatList', () => {
  it('never drifts: the durations add up to the rounded cumulative time', () => {
    const timing = { timeBase: { num: 1, den: 30_000 }, firstTick: 1234, steps: [[1001, 4165]] as const };
    const segments = Array.from({ length: 131 }, (_, index) => {
      const firstFrame = index * 32;
      return { name: `segment-${index}.nut`, firstFrame, frameCount: Math.min(32, 4165 - firstFrame) };
    });
    const list = concatList(segments, timing);
    const durations = [...list.matchAll(/^duration (\d+)\.(\d{6})$/gm)].map(([, whole, part]) =>
      Number(`${whole ?? ''}${part ?? ''}`),
    );
    let elapsed = 0;
    durations.forEach((duration, index) => {
      elapsed += duration;
      const exact = (Math.min((index + 1) * 32, 4165) * 1001 * 1e6) / 30_000;
      expect(Math.abs(elapsed - exact)).toBeLessThanOrEqual(0.5);
    });
    expect(list).toMatch(/^ffconcat version 1\.0\nfile segment-0\.nut\nduration 1\.067733\n/);
  });
});

describe('concatList, of any clock', () => {
  it('places every segment at the nearest microsecond', () => {
    const timings = fc.record({
      den: fc.constantFrom(25, 600, 1000, 12_800, 30_000, 90_000, 1_000_000),
      step: fc.integer({ min: 1, max: 100_000 }),
      frames: fc.integer({ min: 1, max: 2_000 }),
      first: fc.integer({ min: -100_000, max: 100_000 }),
    });
    fc.assert(
      fc.property(timings, ({ den, step, frames, first }) => {
        const timing = { timeBase: { num: 1, den }, firstTick: first, steps: [[step, frames]] as const };
        const count = Math.ceil(frames / 32);
        const segments = Array.from({ length: count }, (_, index) => ({
          name: `s${index}`,
          firstFrame: index * 32,
          frameCount: Math.min(32, frames - index * 32),
        }));
        const durations = [...concatList(segments, timing).matchAll(/^duration (\d+)\.(\d{6})$/gm)];
        let elapsed = 0n;
        durations.forEach(([, whole = '', part = ''], index) => {
          elapsed += BigInt(whole + part);
          const exact = (BigInt(Math.min((index + 1) * 32, frames)) * BigInt(step) * 2_000_000n) / BigInt(den);
          expect(Number(elapsed * 2n - exact)).toBeLessThanOrEqual(1);
          expect(Number(elapsed * 2n - exact)).toBeGreaterThanOrEqual(-1);
        });
        expect(durations).toHaveLength(count);
      }),
    );
  });
});
