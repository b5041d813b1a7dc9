import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Rational } from '../../contracts/media.js';
import { ClockWatch } from '../../domain/clock-watch.js';
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
  #lastDuration = 0;
  #sizeBytes = 0;

  constructor({ timeBase, frameRate }: { readonly timeBase: Rational; readonly frameRate: Rational | null }) {
    this.#timeBase = timeBase;
    this.#claimedRate = frameRate;
    this.#watch = new ClockWatch(timeBase);
  }

  get count(): number {
    return this.#decoded.length;
  }

  /** Of all frames so far; the last one's duration is the usual one where the file does not say. */
  get rising(): Pick<Extraction, 'ticks' | 'repairedFrames' | 'lastDuration'> {
    const { ticks, repaired } = repairTicks(this.#decoded, this.#nominalDuration);
    const lastDuration = this.#lastDuration > 0 ? this.#lastDuration : this.#nominalDuration;
    return { ticks, repairedFrames: repaired, lastDuration };
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
    this.#lastDuration = parsed.duration;
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
