import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Frame } from '../../ports/upscaler.js';
import type { BitDepth } from './graph/add-integer-ends.js';

/** Large enough for every catalogue net's window, small enough to cost milliseconds. */
const WIDTH = 32;
const HEIGHT = 24;
/** Of 1. Enlarging keeps a picture's brightness; a net with wrong weights does not. */
const BRIGHTNESS_TOLERANCE = 0.06;

/** A ramp from black to white, different in each channel. */
export function makeTryOutFrame(bitDepth: BitDepth): Frame {
  const peak = 2 ** bitDepth - 1;
  const samples = bitDepth === 8 ? new Uint8Array(WIDTH * HEIGHT * 3) : new Uint16Array(WIDTH * HEIGHT * 3);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const across = column / (WIDTH - 1);
      const down = row / (HEIGHT - 1);
      samples.set([peak * across, peak * down, peak * (1 - across)], (row * WIDTH + column) * 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, data: new Uint8Array(samples.buffer) };
}

/**
 * Whether the enlarged ramp looks like the ramp.
 * @throws UpreelError `ModelOutputInvalid`
 */
export function checkTryOutFrame(enlarged: Frame, bitDepth: BitDepth): void {
  const difference = Math.abs(meanOf(enlarged, bitDepth) - meanOf(makeTryOutFrame(bitDepth), bitDepth));
  if (difference > BRIGHTNESS_TOLERANCE)
    throw new UpreelError(
      FailureType.ModelOutputInvalid,
      `The model changes the brightness of a test picture by ${(difference * 100).toFixed(0)} %: its weights are not what they should be.`,
    );
}

function meanOf({ data }: Frame, bitDepth: BitDepth): number {
  const samples = bitDepth === 8 ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  let sum = 0;
  for (const sample of samples) sum += sample;
  return sum / samples.length / (2 ** bitDepth - 1);
}
