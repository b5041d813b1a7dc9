import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Rational } from '../contracts/media.js';

const MAX_STEP_BACK_SECONDS = 1;

/**
 * Time stamps that rise, from what decoding gave. The rule: a frame without a time stamp comes one frame duration after
 * the one before it; a frame that is not later than the one before it comes one tick after it.
 * @param nominalDuration of a frame, in ticks
 * @throws UpreelError `UnsupportedMedia` where time jumps back by more than a second: the file is two recordings in one
 */
export function repairTicks(
  decoded: readonly (number | null)[],
  nominalDuration: number,
  timeBase: Rational,
): { readonly ticks: readonly number[]; readonly repaired: number } {
  let repaired = 0;
  let previous: number | null = null;
  const ticks = decoded.map((tick, frame) => {
    const earliest: number = previous === null ? (tick ?? 0) : previous + (tick === null ? nominalDuration : 1);
    if (tick !== null && (earliest - tick) * timeBase.num > MAX_STEP_BACK_SECONDS * timeBase.den) {
      throw new UpreelError(
        FailureType.UnsupportedMedia,
        `The video's clock jumps back at frame ${frame}: it is several recordings in one file. Upload them one by one.`,
      );
    }
    const placed = tick === null || tick < earliest ? earliest : tick;
    if (placed !== tick) repaired += 1;
    previous = placed;
    return placed;
  });
  return { ticks, repaired };
}
