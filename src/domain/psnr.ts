import { PERFECT_LIKENESS_DB } from './measure-likeness.js';

/** How like each other two pictures of one size are, in dB; PERFECT_LIKENESS_DB for equal ones. */
export function psnrDb(left: ArrayLike<number>, right: ArrayLike<number>, peak: number): number {
  if (left.length !== right.length)
    throw new RangeError(`${left.length} samples can't be compared with ${right.length}`);
  let squaredError = 0;
  for (let index = 0; index < left.length; index++) {
    const error = (left[index] ?? 0) - (right[index] ?? 0);
    squaredError += error * error;
  }
  if (squaredError === 0) return PERFECT_LIKENESS_DB;
  return Math.min(PERFECT_LIKENESS_DB, 10 * Math.log10((peak * peak * left.length) / squaredError));
}
