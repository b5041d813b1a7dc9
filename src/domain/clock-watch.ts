import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Rational } from '../contracts/media.js';

/** How far a clock may step back and still be one recording's. */
export const MAX_STEP_BACK_SECONDS = 0.5;

/** How long a frame may last: MP4 counts it with 31 bits. At 90,000 ticks a second that is 6.6 hours. */
const MAX_STEP_AHEAD_TICKS = 2 ** 31 - 1;

/** What a file whose clock jumps is refused with. */
export function severalRecordings(jump: string): UpreelError {
  return new UpreelError(
    FailureType.UnsupportedMedia,
    `The video's clock jumps ${jump}: it is several recordings in one file. Upload them one by one.`,
  );
}

/** Looks at a picture's clock while its frames come, so that a file that is several recordings is not decoded to its end. */
export class ClockWatch {
  readonly #secondsATick: number;
  #latest: number | null = null;
  #late = 0;
  #frames = 0;

  constructor({ num, den }: Rational) {
    this.#secondsATick = num / den;
  }

  /**
   * Takes the next frame's time, null for a frame without one.
   * @param nominalDuration of a frame, in ticks
   * @throws UpreelError `UnsupportedMedia` where time jumps back by more than half a second, or ahead by more than MP4 can
   * say. ffmpeg may hold the clock until a second recording is as late as the first, so frames that stand still count too.
   */
  see(tick: number | null, nominalDuration: number): void {
    const frame = this.#frames++;
    if (tick === null) return;
    const step = tick - (this.#latest ?? tick);
    const standsStill = this.#latest !== null && step <= 0;
    this.#late = standsStill ? this.#late + 1 : 0;
    this.#latest = Math.max(tick, this.#latest ?? tick);
    if (step > MAX_STEP_AHEAD_TICKS) {
      throw severalRecordings(`ahead by ${((step * this.#secondsATick) / 3600).toFixed(1)} hours at frame ${frame}`);
    }
    const back = Math.max(-step, this.#late * nominalDuration);
    if (back * this.#secondsATick > MAX_STEP_BACK_SECONDS) {
      throw severalRecordings(`back at frame ${frame - Math.max(0, this.#late - 1)}`);
    }
  }
}
