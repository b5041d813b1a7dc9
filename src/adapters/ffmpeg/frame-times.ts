import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Rational } from '../../contracts/media.js';
import { ClockWatch } from '../../domain/clock-watch.js';
import { lastDuration } from '../../domain/last-duration.js';
import { repairTicks } from '../../domain/repair-ticks.js';
import type { Extraction } from '../../ports/media-tool.js';
import { parseFramecrc } from './progress/parse-framecrc.js';

/** What the framecrc output says: one time a frame, in ticks of the time base that was asked for. */
export class FrameTimes {
  readonly #decoded: (number | null)[] = [];
  readonly #timeBase: Rational;
  readonly #claimedRate: Rational | null;
  readonly #watch: ClockWatch;
  readonly #durations = new Map<number, number>();
  #commonest = { duration: 0, frames: 0 };
  #sizeBytes = 0;

  constructor({ timeBase, frameRate }: { readonly timeBase: Rational; readonly frameRate: Rational | null }) {
    this.#timeBase = timeBase;
    this.#claimedRate = frameRate;
    this.#watch = new ClockWatch(timeBase);
  }

  get count(): number {
    return this.#decoded.length;
  }

  /**
   * Of all frames so far.
   * @param endMicroseconds when the container says that the picture ends
   */
  rising(endMicroseconds: number | null): Omit<Extraction, 'frameCount'> {
    const nominalDuration = this.#nominalDuration;
    const { ticks, repaired } = repairTicks(this.#decoded, nominalDuration);
    const last = { timeBase: this.#timeBase, lastTick: ticks.at(-1) ?? 0, nominalDuration };
    return { ticks, repairedFrames: repaired, lastDuration: lastDuration(last, endMicroseconds) };
  }

  /**
   * Whether the line was a frame.
   * @throws UpreelError `MediaToolFailed` for another time base than the one asked for, `UnsupportedMedia` when the
   * picture changes its size or its clock jumps
   */
  read(line: string): boolean {
    const parsed = parseFramecrc(line);
    if (parsed === null) return false;
    if (parsed.kind === 'timeBase') {
      if (parsed.num * this.#timeBase.den !== parsed.den * this.#timeBase.num) {
        const sentence = `ffmpeg counts time in ${parsed.num}/${parsed.den} s instead of ${this.#timeBase.num}/${this.#timeBase.den} s.`;
        throw new UpreelError(FailureType.MediaToolFailed, sentence);
      }
      return false;
    }
    if (this.#sizeBytes === 0) this.#sizeBytes = parsed.sizeBytes;
    if (this.#sizeBytes !== parsed.sizeBytes) {
      const sentence = `The picture changes its size at frame ${this.count}; cut the video there and upload the parts.`;
      throw new UpreelError(FailureType.UnsupportedMedia, sentence);
    }
    const previous = this.#decoded.at(-1) ?? null;
    if (previous !== null && parsed.tick !== null && parsed.tick > previous) this.#see(parsed.tick - previous);
    this.#watch.see(parsed.tick, this.#nominalDuration);
    this.#decoded.push(parsed.tick);
    return true;
  }

  /** Ticks that a frame usually lasts: the commonest step, else what the claimed rate says, else 1/25 s. */
  get #nominalDuration(): number {
    if (this.#commonest.frames > 0) return this.#commonest.duration;
    const rate = this.#claimedRate ?? { num: 25, den: 1 };
    const { num, den } = this.#timeBase;
    return Math.max(1, Math.round((rate.den * den) / (rate.num * num)));
  }

  #see(duration: number): void {
    const frames = (this.#durations.get(duration) ?? 0) + 1;
    this.#durations.set(duration, frames);
    if (frames > this.#commonest.frames) this.#commonest = { duration, frames };
  }
}
