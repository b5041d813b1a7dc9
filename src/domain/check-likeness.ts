import type { OutputCheck } from '../contracts/activities.js';
import { LIKENESS_LIMITS_DB } from './likeness-limits.js';

/** What the report says of the frame that is least like its source; below the limit of failure its batch has failed. */
export function checkLikeness(lowestDb: number): OutputCheck {
  return {
    check: 'likeness to the source',
    result: lowestDb < LIKENESS_LIMITS_DB.warning ? 'warning' : 'passed',
    figure: `${lowestDb.toFixed(1)} dB at least, shrunk back to the source's size`,
  };
}
