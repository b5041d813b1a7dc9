/** Fields across and down: few enough that detail does not count, enough to hold colours apart by place. */
export const THUMBNAIL_SIDE = 8;

/** So many pixels of a field are looked at in each direction: their average is the field's to a fraction of a level. */
const SAMPLES = 48;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Interleaved RGB, 8 or 16 bits a sample. */
  readonly data: Uint8Array;
}

/** Averages of the fields of a picture, as interleaved RGB from 0 to 255. */
export function thumbnailOf({ width, height, data }: Picture): Float32Array {
  const wide = data.byteLength > width * height * 3;
  const samples = wide ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
  const result = new Float32Array(THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3);
  const unit = wide ? 257 : 1;
  for (let row = 0; row < THUMBNAIL_SIDE; row += 1) {
    for (let column = 0; column < THUMBNAIL_SIDE; column += 1) {
      let [red, green, blue, weight] = [0, 0, 0, 0];
      for (const [y, lineWeight] of placesOf(height, row)) {
        for (const [x, pixelWeight] of placesOf(width, column)) {
          const at = (y * width + x) * 3;
          const share = lineWeight * pixelWeight;
          red += (samples[at] ?? 0) * share;
          green += (samples[at + 1] ?? 0) * share;
          blue += (samples[at + 2] ?? 0) * share;
          weight += share;
        }
      }
      const total = weight * unit;
      result.set([red / total, green / total, blue / total], (row * THUMBNAIL_SIDE + column) * 3);
    }
  }
  return result;
}

/** Pixels of a side that are looked at for one field, each with how much of it lies within. */
function placesOf(side: number, field: number): [pixel: number, weight: number][] {
  const from = (field * side) / THUMBNAIL_SIDE;
  const to = ((field + 1) * side) / THUMBNAIL_SIDE;
  const step = Math.ceil((to - from) / SAMPLES);
  const places: [number, number][] = [];
  for (let pixel = Math.floor(from); pixel < to; pixel += step) {
    places.push([pixel, Math.min(pixel + 1, to) - Math.max(pixel, from)]);
  }
  return places;
}
