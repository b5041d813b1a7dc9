import { repairTicks } from '../../src/domain/repair-ticks.js';

describe('repairTicks', () => {
  it('leaves a rising clock as it is', () => {
    expect(repairTicks([-5, 3, 40, 41], 40)).toEqual({ ticks: [-5, 3, 40, 41], repaired: 0 });
  });

  it('puts a frame without a time stamp one frame later, and one that is not later one tick later', () => {
    expect(repairTicks([null, 40, null, 120, 120, 119], 40)).toEqual({
      ticks: [0, 40, 80, 120, 121, 122],
      repaired: 4,
    });
  });
});
