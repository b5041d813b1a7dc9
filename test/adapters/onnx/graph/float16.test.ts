import fc from 'fast-check';

import { floatToHalf, halfToFloat } from '../../../../src/adapters/onnx/graph/float16.js';

describe('halves', () => {
  it('read and written come out as they were', () => {
    for (let bits = 0; bits < 0x1_0000; bits++) {
      const value = halfToFloat(bits);
      if (Number.isFinite(value)) expect(floatToHalf(value)).toBe(bits);
    }
  });

  it('are the nearest there are', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
        const bits = floatToHalf(value);
        const error = Math.abs(halfToFloat(bits) - value);

        for (const neighbour of [bits - 1, bits + 1]) {
          const other = halfToFloat(neighbour & 0xffff);
          if (Number.isFinite(other)) expect(error).toBeLessThanOrEqual(Math.abs(other - value));
        }
      }),
    );
  });

  it.each([
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2],
    [70_000, 0x7bff],
    [-1e30, 0xfbff],
  ])('%d rounds to even, or to the largest there is', (value, bits) => {
    expect(floatToHalf(value)).toBe(bits);
  });
});
