import { SCALING } from '../contracts/fleet.js';

/**
 * How many workers step scaling orders, or sends away where it is below zero, for so many missing ones: the largest step
 * that is not more.
 */
export function stepChange(missing: number): number {
  const step = SCALING.steps.findLast((each) => each <= Math.abs(missing)) ?? 0;
  return missing < 0 ? -step : step;
}
