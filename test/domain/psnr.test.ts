import { psnrDb } from '../../src/domain/psnr.js';

describe('psnrDb', () => {
  it('is 20·log10(peak / error) for an error that is the same everywhere', () => {
    expect(psnrDb([10, 20, 30], [11, 19, 31], 255)).toBeCloseTo(48.13, 2);
    expect(psnrDb([0, 0], [6_553.5, 6_553.5], 65_535)).toBeCloseTo(20, 6);
  });

  it('has a figure for equal pictures', () => {
    expect(psnrDb([1, 2], [1, 2], 255)).toBe(100);
  });

  it('refuses pictures of different sizes', () => {
    expect(() => psnrDb([1], [1, 2], 255)).toThrow(RangeError);
  });
});
