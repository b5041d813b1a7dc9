import type { Timing } from '../contracts/checkpoints.js';

/**
 * Presentation times of `count` frames from `first` on.
 * @throws RangeError when the timing has fewer frames
 */
export function ticksOf(timing: Timing, first: number, count: number): number[] {
  const ticks: number[] = [];
  let tick = timing.firstTick;
  let frame = 0;
  for (const [duration, frames] of timing.steps) {
    if (ticks.length === count) break;
    const skipped = Math.min(frames, Math.max(0, first - frame));
    const taken = Math.min(frames - skipped, count - ticks.length);
    tick += skipped * duration;
    for (let index = 0; index < taken; index += 1) ticks.push(tick + index * duration);
    tick += taken * duration;
    frame += skipped + taken;
  }
  if (ticks.length < count) throw new RangeError(`There are no frames ${first} to ${first + count - 1}.`);
  return ticks;
}

/** Where the last of `frames` frames ends; without `frames`, the last of all. */
export function endTickOf(timing: Timing, frames = Number.POSITIVE_INFINITY): number {
  let tick = timing.firstTick;
  let left = frames;
  for (const [duration, count] of timing.steps) {
    tick += duration * Math.min(count, left);
    left -= Math.min(count, left);
  }
  return tick;
}
