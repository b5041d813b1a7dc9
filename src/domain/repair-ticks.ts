import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Rational } from '../contracts/media.js';

/** How far a clock may step back and still be one recording's. */
export const MAX_STEP_BACK_SECONDS = 0.5;

/** What a file with a larger step is refused with. */
export function severalRecordings(where: string): UpreelError {
  return new UpreelError(
    FailureType.UnsupportedMedia,
    `The video's clock jumps back ${where}: it is several recordings in one file. Upload them one by one.`,
  );
}

/**
 * Time stamps that rise, from what decoding gave. The rule: a frame without a time stamp comes one frame duration after
 * the one before it; a frame that is not later than the one before it comes one tick after it.
 * @param nominalDuration of a frame, in ticks
 * @throws UpreelError `UnsupportedMedia` where time jumps back by more than half a second: the file is two recordings in
 * one. ffmpeg may hold the clock until the second one is as late, so frames that stand still count as well.
 */
export function repairTicks(
  decoded: readonly (number | null)[],
  nominalDuration: number,
  timeBase: Rational,
): { readonly ticks: readonly number[]; readonly repaired: number } {
  const limit = (MAX_STEP_BACK_SECONDS * timeBase.den) / timeBase.num;
  let repaired = 0;
  let late = 0;
  let previous: number | null = null;
  const ticks = decoded.map((tick, frame) => {
    const earliest: number = previous === null ? (tick ?? 0) : previous + (tick === null ? nominalDuration : 1);
    late = tick !== null && tick < earliest ? late + 1 : 0;
    if ((tick !== null && earliest - tick > limit) || late * nominalDuration > limit) {
      throw severalRecordings(`at frame ${frame - Math.max(0, late - 1)}`);
    }
    const placed = tick === null || tick < earliest ? earliest : tick;
    if (placed !== tick) repaired += 1;
    previous = placed;
    return placed;
  });
  return { ticks, repaired };
}
