import type { FrameRange } from '../contracts/activities.js';
import type { BatchPlan, JobPlan, Timing } from '../contracts/checkpoints.js';
import type { Rational } from '../contracts/media.js';
import { encodeTiming } from './encode-timing.js';
import { endTickOf, ticksOf } from './ticks-of.js';

/**
 * A batch's part of the plan.
 * @throws RangeError when the plan has fewer frames
 */
export function planBatch(plan: JobPlan, { firstFrame, frameCount }: FrameRange): BatchPlan {
  const { jobId, options, picture, modelScale, encoderArguments, timing } = plan;
  const ticks = ticksOf(timing, firstFrame, frameCount);
  const [first = 0] = ticks;
  const lastDuration = endTickOf(timing, firstFrame + frameCount) - (ticks.at(-1) ?? first);
  return {
    jobId,
    options,
    picture,
    modelScale,
    encoderArguments,
    timing: encodeTiming(
      ticks.map((tick) => tick - first),
      lastDuration,
      timing.timeBase,
    ),
    frameRate: frameRateOf(timing),
  };
}

/** Frames a second of the commonest duration. */
function frameRateOf({ timeBase, steps }: Timing): Rational {
  const frames = new Map<number, number>();
  for (const [duration, count] of steps) frames.set(duration, (frames.get(duration) ?? 0) + count);
  const [[duration] = [1]] = [...frames].sort(([, a], [, b]) => b - a);
  return { num: timeBase.den, den: timeBase.num * duration };
}
