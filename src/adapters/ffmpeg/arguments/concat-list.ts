import type { Timing } from '../../../contracts/checkpoints.js';
import { formatMicroseconds, microsecondsOf } from '../../../domain/microseconds.js';
import { endTickOf } from '../../../domain/ticks-of.js';

/**
 * Script of the concat demuxer, which places each file where the durations before it end, in whole microseconds. They
 * are differences of the rounded cumulative time: rounded one by one they would drift.
 * @param segments in order, each with a name that needs no quoting
 */
export function concatList(
  segments: readonly { readonly name: string; readonly firstFrame: number; readonly frameCount: number }[],
  timing: Timing,
): string {
  const elapsed = (frames: number): number =>
    microsecondsOf(endTickOf(timing, frames) - timing.firstTick, timing.timeBase);
  const entries = segments.map(({ name, firstFrame, frameCount }) => {
    const duration = elapsed(firstFrame + frameCount) - elapsed(firstFrame);
    return `file ${name}\nduration ${formatMicroseconds(duration)}\n`;
  });
  return `ffconcat version 1.0\n${entries.join('')}`;
}
