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
