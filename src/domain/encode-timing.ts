import type { Timing } from '../contracts/checkpoints.js';
import type { Rational } from '../contracts/media.js';

/**
 * Time stamps of all frames as durations, equal ones in a row counted.
 * @param ticks presentation times in ticks of `timeBase`, rising
 * @param lastDuration of the last frame, in ticks
 */
export function encodeTiming(ticks: readonly number[], lastDuration: number, timeBase: Rational): Timing {
  const steps: [number, number][] = [];
  ticks.forEach((tick, frame) => {
    const duration = (ticks[frame + 1] ?? tick + lastDuration) - tick;
    if (duration <= 0) throw new RangeError(`Frame ${frame} at tick ${tick} lasts ${duration} ticks.`);
    const current = steps.at(-1);
    if (current?.[0] === duration) current[1] += 1;
    else steps.push([duration, 1]);
  });
  return { timeBase, firstTick: ticks[0] ?? 0, steps };
}
