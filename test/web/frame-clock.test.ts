import fc from 'fast-check';

import { frameAt, timeOf } from '../../web/src/compare/frame-clock.js';

const clocks = fc.record({
  frames: fc.integer({ min: 1, max: 500_000 }),
  framesPerSecond: fc.constantFrom(10, 15, 24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60, 120),
});

test('the time of a frame shows that frame', () => {
  fc.assert(
    fc.property(clocks, fc.nat({ max: 499_999 }), (clock, frame) => {
      fc.pre(frame < clock.frames);
      expect(frameAt(clock, timeOf(clock, frame))).toBe(frame);
    }),
  );
});

test("the frame's own time stamp, rounded to a microsecond either way, shows it too", () => {
  fc.assert(
    fc.property(clocks, fc.nat({ max: 499_999 }), fc.constantFrom(-1e-6, 0, 1e-6), (clock, frame, rounding) => {
      fc.pre(frame < clock.frames);
      expect(frameAt(clock, frame / clock.framesPerSecond + rounding)).toBe(frame);
    }),
  );
});

test('nothing lies before the first frame or after the last', () => {
  const clock = { frames: 10, framesPerSecond: 25 };
  expect([frameAt(clock, -1), frameAt(clock, 99), timeOf(clock, -5), timeOf(clock, 99)]).toEqual([0, 9, 0.02, 0.38]);
});
