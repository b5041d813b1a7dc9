import type { OutputCheck } from '../contracts/activities.js';
import type { Precision } from '../contracts/job-options.js';

/** The limit under which no int8 graph is made (adapters/onnx/prepare-precision); a job's own figure only warns. */
const WARNING_DB = 35;

/**
 * What the report says of a precision that is not fp32, from each batch's sampled frame that is least like what fp32
 * makes of it. Nothing where nothing was sampled.
 */
export function checkPrecision(precision: Precision, lowestDb: readonly number[]): OutputCheck[] {
  if (lowestDb.length === 0) return [];
  const lowest = Math.min(...lowestDb);
  return [
    {
      check: `${precision} against fp32`,
      result: lowest < WARNING_DB ? 'warning' : 'passed',
      figure: `${lowest.toFixed(1)} dB at least, on sampled frames of ${lowestDb.length === 1 ? '1 batch' : `${lowestDb.length} batches`}`,
    },
  ];
}
