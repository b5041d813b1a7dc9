/** A video of a constant rate, as frames. The browser shows the frame that a time lies in. */
export interface FrameClock {
  readonly frames: number;
  readonly framesPerSecond: number;
}

/** The frame that is shown at a time, from 0. */
export function frameAt({ frames, framesPerSecond }: FrameClock, seconds: number): number {
  // Times come back from the decoder a little below the frame's own.
  return clamp(Math.floor(seconds * framesPerSecond + 0.01), 0, frames - 1);
}

/** A time at which the frame is shown whatever was rounded on the way: its middle. */
export function timeOf({ frames, framesPerSecond }: FrameClock, frame: number): number {
  return (clamp(frame, 0, frames - 1) + 0.5) / framesPerSecond;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
