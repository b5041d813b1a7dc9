import fc from 'fast-check';

import { evenClock, type FrameClock, frameAt, startOf, timeOf } from '../../web/src/compare/frame-clock.js';

const RATES = [10, 15, 24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60, 120];

const even = fc
  .record({ frames: fc.integer({ min: 1, max: 20_000 }), rate: fc.constantFrom(...RATES) })
  .map(({ frames, rate }) => evenClock(frames, frames / rate));

/** Frames of 2 ms to 5 s each, as screens and telephones record. */
const uneven = fc
  .array(fc.integer({ min: 2, max: 5_000 }), { minLength: 1, maxLength: 300 })
  .map((lengths): FrameClock => {
    let end = 0;
    const starts = lengths.map((length) => {
      const start = end;
      end += length;
      return start / 1_000;
    });
    return { starts, endSeconds: end / 1_000 };
  });

const clocks = fc.oneof(even, uneven);

test('the time of a frame shows that frame', () => {
  fc.assert(
    fc.property(clocks, fc.nat(), (clock, number) => {
      const frame = number % clock.starts.length;
      expect(frameAt(clock, timeOf(clock, frame))).toBe(frame);
    }),
  );
});

test("the frame's own time stamp, rounded to a microsecond either way, shows it too", () => {
  fc.assert(
    fc.property(clocks, fc.nat(), fc.constantFrom(-1e-6, 0, 1e-6), (clock, number, rounding) => {
      const frame = number % clock.starts.length;
      expect(frameAt(clock, startOf(clock, frame) + rounding)).toBe(frame);
    }),
  );
});

test('nothing lies before the first frame or after the last', () => {
  const clock = evenClock(10, 0.4);
  expect([frameAt(clock, -1), frameAt(clock, 99)]).toEqual([0, 9]);
  expect(timeOf(clock, -5)).toBeCloseTo(0.02);
  expect(timeOf(clock, 99)).toBeCloseTo(0.38);
});
