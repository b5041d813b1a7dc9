import fc from 'fast-check';
import { encodeTiming } from '../../src/domain/encode-timing.js';
import { formatMicroseconds, microsecondsOf, parseMicroseconds } from '../../src/domain/microseconds.js';
import { endTickOf, ticksOf } from '../../src/domain/ticks-of.js';

const timeBase = { num: 1, den: 90_000 };
const clocks = fc.record({
  first: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  durations: fc.array(fc.constantFrom(1, 40, 3003, 3004, 90_000), { minLength: 1, maxLength: 60 }),
});

function ticksFrom(first: number, durations: readonly number[]): number[] {
  return durations.map((_, frame) => durations.slice(0, frame).reduce((sum, step) => sum + step, first));
}

describe('encodeTiming and ticksOf', () => {
  it('give back every range of every clock', () => {
    fc.assert(
      fc.property(clocks, fc.nat(), fc.nat(), ({ first, durations }, from, length) => {
        const ticks = ticksFrom(first, durations);
        const timing = encodeTiming(ticks, durations.at(-1) ?? 1, timeBase);
        const start = from % ticks.length;
        const count = 1 + (length % (ticks.length - start));
        expect(ticksOf(timing, start, count)).toEqual(ticks.slice(start, start + count));
        expect(endTickOf(timing, start)).toBe(ticks[start]);
        expect(endTickOf(timing)).toBe(durations.reduce((sum, step) => sum + step, first));
      }),
    );
  });

  it('need one line for a constant rate', () => {
    const ticks = Array.from({ length: 170_000 }, (_, frame) => frame * 1001);
    expect(encodeTiming(ticks, 1001, timeBase).steps).toEqual([[1001, 170_000]]);
  });

  it('refuse time that stands still, and frames that are not there', () => {
    expect(() => encodeTiming([0, 10, 10], 10, timeBase)).toThrow(/Frame 1 at tick 10 lasts 0 ticks/);
    expect(() => ticksOf(encodeTiming([0, 10], 10, timeBase), 1, 2)).toThrow(RangeError);
  });
});

describe('microseconds', () => {
  it('are the nearest whole ones, halves away from zero', () => {
    expect(microsecondsOf(1001, { num: 1, den: 30_000 })).toBe(33_367);
    expect(microsecondsOf(1, { num: 1, den: 2_000_000 })).toBe(1);
    expect(microsecondsOf(-1, { num: 1, den: 2_000_000 })).toBe(-1);
    expect(microsecondsOf(2 ** 50, { num: 1, den: 1_000_000 })).toBe(2 ** 50);
  });

  it('survive being written as ffmpeg reads them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (microseconds) => {
        expect(parseMicroseconds(formatMicroseconds(microseconds))).toBe(microseconds === 0 ? 0 : microseconds);
      }),
    );
    expect(parseMicroseconds('1.4')).toBe(1_400_000);
    expect(parseMicroseconds('N/A')).toBeNull();
    expect(parseMicroseconds(undefined)).toBeNull();
  });
});
