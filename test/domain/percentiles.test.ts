import fc from 'fast-check';
import { percentilesOf } from '../../src/domain/percentiles.js';

describe('percentiles', () => {
  it('are values that were there, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
    expect(percentilesOf([3])).toEqual({ p50: 3, p95: 3, p99: 3, max: 3 });
    expect(percentilesOf([])).toBeNull();
  });

  it('rise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const found = percentilesOf(values);
        expect(found).not.toBeNull();
        const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = found ?? {};
        expect([p50, p95, p99, max]).toEqual([p50, p95, p99, max].toSorted((a, b) => a - b));
        expect(max).toBe(Math.max(...values));
      }),
    );
  });
});
