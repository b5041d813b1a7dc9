import type { Rational } from '../contracts/media.js';

/** The whole microsecond nearest to a time in ticks, computed without a decimal; halves away from zero. */
export function microsecondsOf(ticks: number, { num, den }: Rational): number {
  const numerator = BigInt(ticks) * BigInt(num) * 2_000_000n;
  const half = numerator < 0n ? -BigInt(den) : BigInt(den);
  return Number((numerator + half) / (BigInt(den) * 2n));
}

/** `12.000001` for 12000001: the decimal form of ffmpeg's options, without rounding. */
export function formatMicroseconds(microseconds: number): string {
  const digits = String(Math.abs(microseconds)).padStart(7, '0');
  return `${microseconds < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** Reads ffprobe's decimal seconds without going through a floating point number; null where there are none. */
export function parseMicroseconds(text: string | undefined): number | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,6})\d*)?$/.exec(text ?? '');
  if (match === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  return Number(`${sign}${whole}${fraction.padEnd(6, '0')}`);
}
