import type { FrameTimes } from '../media/mp4-frame-times.js';

/** A video as frames, at whatever rate. The browser shows the frame that a time lies in. */
export type FrameClock = FrameTimes;

/** Times come back from the decoder a little below the frame's own. */
const SLACK_SECONDS = 50e-6;

/** Of a video whose time stamps nobody can say: all frames equally long. */
export function evenClock(frames: number, durationSeconds: number): FrameClock {
  const length = durationSeconds / frames;
  return { starts: Array.from({ length: frames }, (_, frame) => frame * length), endSeconds: durationSeconds };
}

/** The frame that is shown at a time, from 0. */
export function frameAt({ starts }: FrameClock, seconds: number): number {
  let [low, high] = [0, starts.length];
  // The first frame that begins later is always in [low, high].
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= seconds + SLACK_SECONDS) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** A time at which the frame is shown whatever was rounded on the way: its middle. */
export function timeOf(clock: FrameClock, frame: number): number {
  const shown = nearest(clock, frame);
  return (startOf(clock, shown) + startOf(clock, shown + 1)) / 2;
}

/** When a frame begins; the one after the last begins at the end. */
export function startOf(clock: FrameClock, frame: number): number {
  return frame >= clock.starts.length ? clock.endSeconds : (clock.starts[nearest(clock, frame)] ?? 0);
}

/** The frame of the video that is next to a number. */
export function nearest({ starts }: FrameClock, frame: number): number {
  return Math.min(Math.max(frame, 0), Math.max(0, starts.length - 1));
}
