import type { Rectangle } from '../../../domain/plan-tiles.js';

/** Rows of interleaved samples, `rowBytes` long, of which a rectangle starts at `left`, `top` (pixels). */
export interface PixelArea {
  readonly data: Uint8Array;
  readonly rowBytes: number;
  readonly left: number;
  readonly top: number;
}

/** Copies `size` pixels from one area to another. */
export function copyRectangle(
  from: PixelArea,
  to: PixelArea,
  size: Pick<Rectangle, 'width' | 'height'>,
  pixelBytes: number,
): void {
  const bytes = size.width * pixelBytes;
  for (let row = 0; row < size.height; row++) {
    const start = (from.top + row) * from.rowBytes + from.left * pixelBytes;
    const target = (to.top + row) * to.rowBytes + to.left * pixelBytes;
    to.data.set(from.data.subarray(start, start + bytes), target);
  }
}
