import type { OutputCheck } from '../contracts/activities.js';
import type { Timing } from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Rational } from '../contracts/media.js';
import { ticksOf } from './ticks-of.js';

/**
 * Every frame of the result is there and shown when its source frame is, to the tick of the result's container.
 * Compared from the first frame on: where the picture starts against the sound is another check.
 * @throws UpreelError `OutputMismatch` naming the first frame that differs
 */
export function checkTimes(
  { timing, frameCount }: { readonly timing: Timing; readonly frameCount: number },
  packets: { readonly timeBase: Rational; readonly ticks: readonly number[] },
): OutputCheck {
  if (packets.ticks.length !== frameCount) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `The result has ${packets.ticks.length} frames; the source has ${frameCount}.`,
    );
  }
  const expected = ticksOf(timing, 0, frameCount);
  const [expectedFirst = 0] = expected;
  const [first = 0] = packets.ticks;
  const scale = BigInt(timing.timeBase.num) * BigInt(packets.timeBase.den);
  const unit = BigInt(timing.timeBase.den) * BigInt(packets.timeBase.num);
  packets.ticks.forEach((tick, frame) => {
    const wanted = BigInt((expected[frame] ?? 0) - expectedFirst) * scale;
    const is = BigInt(tick - first) * unit;
    // A container with coarser ticks rounds both times: their distance is then less than one of its ticks off.
    const off = is > wanted ? is - wanted : wanted - is;
    if (off >= unit) {
      throw new UpreelError(
        FailureType.OutputMismatch,
        `Frame ${frame} is shown ${tick - first} ticks after the first one; its source frame is at ${inTicks(wanted, unit)}.`,
      );
    }
  });
  return { check: 'frames and their times', result: 'passed', figure: `${frameCount} frames, every time stamp exact` };
}

/** To two decimals, for people. */
function inTicks(wanted: bigint, unit: bigint): string {
  return String(Number((wanted * 100n) / unit) / 100);
}
