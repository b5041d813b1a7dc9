import type { Rational } from '../contracts/media.js';

/** `30000/1001` or `16:11`; null where there is no number, or a zero in it. */
export function parseRational(text: string | undefined): Rational | null {
  const match = /^(-?\d+)[/:](\d+)$/.exec(text ?? '');
  if (match === null) return null;
  const [num, den] = [Number(match[1]), Number(match[2])];
  return num === 0 || den === 0 || !Number.isSafeInteger(num) || !Number.isSafeInteger(den) ? null : { num, den };
}

export function invert({ num, den }: Rational): Rational {
  return { num: den, den: num };
}

/** `num:den`, the form that ffmpeg reads without going through a decimal. */
export function formatRatio({ num, den }: Rational): string {
  return `${num}:${den}`;
}
