import fc from 'fast-check';
import { planBatch } from '../../src/domain/plan-batch.js';
import { encodeTiming } from '../../src/domain/encode-timing.js';
import { ticksOf } from '../../src/domain/ticks-of.js';
import { someJob } from '../support/job.js';
import { somePlan } from '../support/plan.js';

const TIME_BASE = { num: 1, den: 1000 };

/** A plan whose frames last as long as said. */
function planOf(durations: readonly number[], firstTick = 0) {
  let tick = firstTick;
  const ticks = durations.map((duration) => {
    const at = tick;
    tick += duration;
    return at;
  });
  const timing = encodeTiming(ticks, durations.at(-1) ?? 1, TIME_BASE);
  return { ...somePlan(JOB, durations.length), timing };
}

const JOB = someJob();
const durations = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 2, maxLength: 120 });

test("a batch's time stamps are the plan's, counted from its first frame", () => {
  fc.assert(
    fc.property(durations, fc.nat(), fc.nat(), fc.integer({ min: -5000, max: 5000 }), (all, at, many, firstTick) => {
      const firstFrame = at % all.length;
      const frameCount = 1 + (many % (all.length - firstFrame));
      const plan = planOf(all, firstTick);
      const whole = ticksOf(plan.timing, firstFrame, frameCount);
      const { timing } = planBatch(plan, { firstFrame, frameCount });
      expect(ticksOf(timing, 0, frameCount)).toEqual(whole.map((tick) => tick - (whole[0] ?? 0)));
    }),
  );
});

test('what is known when the frame behind a batch is known is all that it needs, whatever follows', () => {
  const seen = [40, 40, 40, 40, 40, 40];
  const batch = { firstFrame: 2, frameCount: 3 };
  expect(planBatch(planOf([...seen, 40, 41, 40]), batch)).toEqual(planBatch(planOf(seen), batch));
});

test('the rate is that of the commonest duration, so that another beginning of the video shows', () => {
  const batch = { firstFrame: 0, frameCount: 2 };
  expect(planBatch(planOf([40, 40, 40]), batch).frameRate).toEqual({ num: 1000, den: 40 });
  expect(planBatch(planOf([40, 40, 40, 20, 20, 20, 20]), batch).frameRate).toEqual({ num: 1000, den: 20 });
});

test('frames that the plan has not are refused', () => {
  expect(() => planBatch(planOf([40, 40]), { firstFrame: 1, frameCount: 2 })).toThrow(RangeError);
});
