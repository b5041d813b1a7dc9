import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Rational } from '../../contracts/media.js';
import { parseFramecrc } from './progress/parse-framecrc.js';

/** What the framecrc output says: one time a frame, in ticks of the time base that was asked for. */
export class FrameTimes {
  readonly decoded: (number | null)[] = [];
  readonly #timeBase: Rational;
  readonly #durations = new Map<number, number>();
  #lastDuration = 0;
  #sizeBytes = 0;

  constructor(timeBase: Rational) {
    this.#timeBase = timeBase;
  }

  get count(): number {
    return this.decoded.length;
  }

  /** Of the last frame, if the file says. */
  get lastDuration(): number | null {
    return this.#lastDuration > 0 ? this.#lastDuration : null;
  }

  /**
   * Whether the line was a frame.
   * @throws UpreelError `MediaToolFailed` for another time base than the one asked for, `UnsupportedMedia` when the
   * picture changes its size
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
    const previous = this.decoded.at(-1) ?? null;
    if (previous !== null && parsed.tick !== null && parsed.tick > previous) this.#see(parsed.tick - previous);
    this.decoded.push(parsed.tick);
    this.#lastDuration = parsed.duration;
    return true;
  }

  /** Ticks that a frame usually lasts: the commonest step, else what the claimed rate says, else 1/25 s. */
  nominalDuration(frameRate: Rational | null): number {
    const [commonest] = [...this.#durations].sort(([, a], [, b]) => b - a);
    if (commonest !== undefined) return commonest[0];
    const rate = frameRate ?? { num: 25, den: 1 };
    const { num, den } = this.#timeBase;
    return Math.max(1, Math.round((rate.den * den) / (rate.num * num)));
  }

  #see(duration: number): void {
    this.#durations.set(duration, (this.#durations.get(duration) ?? 0) + 1);
  }
}
