import type { Range } from '../../contracts/estimate.js';

export function rangeOf(value: number): Range {
  return { low: value, high: value };
}

export function times({ low, high }: Range, by: Range): Range {
  return { low: low * by.low, high: high * by.high };
}

export function plus(...ranges: readonly Range[]): Range {
  return {
    low: ranges.reduce((sum, { low }) => sum + low, 0),
    high: ranges.reduce((sum, { high }) => sum + high, 0),
  };
}

/** Three digits that count: an estimate has no more to say. */
export function rounded({ low, high }: Range): Range {
  return { low: Number(low.toPrecision(3)), high: Number(high.toPrecision(3)) };
}
