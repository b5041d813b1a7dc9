import fc from 'fast-check';
import { checkTimes } from '../../src/domain/check-times.js';
import { encodeTiming } from '../../src/domain/encode-timing.js';

const MPEG = { num: 1, den: 90_000 };
const TICKS = [9_000, 12_003, 15_006, 18_009];
const PLAN = { timing: encodeTiming(TICKS, 3_003, MPEG), frameCount: 4 };

test('a result that starts elsewhere but keeps every distance passes', () => {
  const ticks = TICKS.map((tick) => tick - 9_000);

  expect(checkTimes(PLAN, { timeBase: MPEG, ticks })).toMatchObject({ result: 'passed' });
});

test('times are compared in the ticks of the result', () => {
  const inMilliseconds = [100, 133, 167, 200];

  expect(checkTimes(PLAN, { timeBase: { num: 1, den: 1_000 }, ticks: inMilliseconds })).toMatchObject({
    result: 'passed',
  });
});

test('a dropped frame is named by the counts', () => {
  expect(() => checkTimes(PLAN, { timeBase: MPEG, ticks: TICKS.slice(1) })).toThrow(
    'The result has 3 frames; the source has 4.',
  );
});

test('a frame one tick off is named', () => {
  const ticks = TICKS.with(2, 15_007);

  expect(() => checkTimes(PLAN, { timeBase: MPEG, ticks })).toThrow(
    'Frame 2 is shown 6007 ticks after the first one; its source frame is at 6006.',
  );
});

test('coarser ticks may round both ends of a distance, and no more', () => {
  // 33.37 ms and 66.73 ms after a first frame at 16.68 ms: at 50 and 83 in whole milliseconds, from 17.
  const timing = encodeTiming([500, 1_501, 2_502], 1_001, { num: 1, den: 30_000 });
  const milliseconds = { num: 1, den: 1_000 };

  expect(checkTimes({ timing, frameCount: 3 }, { timeBase: milliseconds, ticks: [17, 50, 83] })).toMatchObject({
    result: 'passed',
  });
  expect(() => checkTimes({ timing, frameCount: 3 }, { timeBase: milliseconds, ticks: [17, 50, 85] })).toThrow(
    'Frame 2 is shown 68 ticks after the first one; its source frame is at 66.73.',
  );
});

test('whatever the clock, a frame that is a tick off is found and an untouched result passes', () => {
  const durations = fc.array(fc.integer({ min: 2, max: 9_000 }), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(
      durations,
      fc.integer({ min: -90_000, max: 90_000 }),
      fc.nat(),
      fc.boolean(),
      (steps, start, at, early) => {
        const ticks = steps.slice(1).reduce((all, step) => [...all, (all.at(-1) ?? 0) + step], [start]);
        const plan = { timing: encodeTiming(ticks, steps[0] ?? 1, MPEG), frameCount: ticks.length };
        expect(checkTimes(plan, { timeBase: MPEG, ticks })).toMatchObject({ result: 'passed' });
        const frame = 1 + (at % (ticks.length - 1));
        const moved = ticks.map((tick, index) => (index === frame ? tick + (early ? -1 : 1) : tick));
        expect(() => checkTimes(plan, { timeBase: MPEG, ticks: moved })).toThrow(`Frame ${frame} is shown`);
      },
    ),
  );
});
