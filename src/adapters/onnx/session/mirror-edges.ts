import type { Frame } from '../../../ports/upscaler.js';

/** The frame in the upper left corner of a larger one; beyond its edges the picture goes on as in a mirror. */
export function mirrorEdges(frame: Frame, width: number, height: number, pixelBytes: number): Frame {
  const data = new Uint8Array(width * height * pixelBytes);
  for (let row = 0; row < height; row++) {
    const sourceRow = mirrored(row, frame.height) * frame.width;
    for (let column = 0; column < width; column++) {
      const source = (sourceRow + mirrored(column, frame.width)) * pixelBytes;
      data.set(frame.data.subarray(source, source + pixelBytes), (row * width + column) * pixelBytes);
    }
  }
  return { width, height, data };
}

/** 0 1 2 3 2 1 0 1 2 … for a length of 4: the edge itself is not repeated. */
function mirrored(position: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inPeriod = position % period;
  return inPeriod < length ? inPeriod : period - inPeriod;
}
