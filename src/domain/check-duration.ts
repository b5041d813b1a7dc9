import type { OutputCheck } from '../contracts/activities.js';
import type { JobPlan } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import { bFramesFor } from './encoder-arguments.js';
import { microsecondsOf } from './microseconds.js';
import { endTickOf, ticksOf } from './ticks-of.js';

/** Matroska counts in milliseconds: rounded once at each end. */
const TOLERANCE_MICROSECONDS = 1_500;

/**
 * The picture lasts as long as the source's, the last frame as long as it was shown there.
 * @param result by its own clock; the end is null where the container says none
 * @throws UpreelError `OutputMismatch` with both durations
 */
export function checkDuration(
  { timing, frameCount }: Pick<JobPlan, 'timing' | 'frameCount'>,
  result: { readonly firstMicroseconds: number; readonly endMicroseconds: number | null },
): OutputCheck[] {
  if (result.endMicroseconds === null) return [];
  const wanted = microsecondsOf(endTickOf(timing) - timing.firstTick, timing.timeBase);
  const is = result.endMicroseconds - result.firstMicroseconds;
  const [lastTick = timing.firstTick] = ticksOf(timing, frameCount - 1, 1);
  const lastFrame = microsecondsOf(endTickOf(timing) - lastTick, timing.timeBase);
  // With B-frames the frame that is shown last is not the one that is written last, and muxers go by that one.
  const tolerance = TOLERANCE_MICROSECONDS + (bFramesFor(timing) > 0 ? lastFrame : 0);
  if (Math.abs(is - wanted) > tolerance) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `The picture of the result lasts ${seconds(is)} s; the source's lasts ${seconds(wanted)} s.`,
    );
  }
  return [{ check: 'duration', result: 'passed', figure: `${seconds(is)} s` }];
}

function seconds(microseconds: number): string {
  return (microseconds / 1e6).toFixed(3);
}
