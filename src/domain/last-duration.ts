import type { Rational } from '../contracts/media.js';

/** MP4's largest. */
const MAX_TICKS = 2 ** 31 - 1;
/** Containers round what they say of their end, most of them to milliseconds. */
const ROUNDING_SECONDS = 0.0015;

interface Clock {
  readonly timeBase: Rational;
  /** Presentation time of the last frame, in ticks. */
  readonly lastTick: number;
  /** Ticks that a frame usually lasts. */
  readonly nominalDuration: number;
}

/**
 * Ticks that the last frame is shown for: no frame follows that would tell, so it is up to the end that the container
 * claims for the picture, and as long as frames usually are where it claims none, or one that is not after the frame.
 */
export function lastDuration(
  { timeBase: { num, den }, lastTick, nominalDuration }: Clock,
  claimedEndMicroseconds: number | null,
): number {
  if (claimedEndMicroseconds === null) return nominalDuration;
  const claimed = Math.round((claimedEndMicroseconds * den) / (num * 1_000_000)) - lastTick;
  if (claimed <= 0 || claimed > MAX_TICKS) return nominalDuration;
  const rounding = Math.max(1, (ROUNDING_SECONDS * den) / num);
  return Math.abs(claimed - nominalDuration) <= rounding ? nominalDuration : claimed;
}
