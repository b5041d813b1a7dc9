import { repairTicks } from '../../src/domain/repair-ticks.js';

const timeBase = { num: 1, den: 1000 };

describe('repairTicks', () => {
  it('leaves a rising clock as it is', () => {
    expect(repairTicks([-5, 3, 40, 41], 40, timeBase)).toEqual({ ticks: [-5, 3, 40, 41], repaired: 0 });
  });

  it('puts a frame without a time stamp one frame later, and one that is not later one tick later', () => {
    expect(repairTicks([null, 40, null, 120, 120, 119], 40, timeBase)).toEqual({
      ticks: [0, 40, 80, 120, 121, 122],
      repaired: 4,
    });
  });

  it('refuses a clock that begins again', () => {
    expect(() => repairTicks([0, 5000, 0, 40], 40, timeBase)).toThrow(/jumps back at frame 2/);
  });

  it('refuses a clock that is held until a second recording is as late', () => {
    const held = (frames: number): number[] => [0, 40, ...Array.from({ length: frames }, () => 40), 80];
    expect(repairTicks(held(12), 40, timeBase).repaired).toBe(12);
    expect(() => repairTicks(held(13), 40, timeBase)).toThrow(/jumps back at frame 2/);
  });
});
