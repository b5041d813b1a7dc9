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
  const rows = fieldsOf(height);
  const columns = fieldsOf(width);
  rows.forEach((lines, row) => {
    columns.forEach((pixels, column) => {
      let [red, green, blue, weight] = [0, 0, 0, 0];
      for (const line of lines) {
        for (const pixel of pixels) {
          const at = (line.place * width + pixel.place) * 3;
          const share = line.weight * pixel.weight;
          red += (samples[at] ?? 0) * share;
          green += (samples[at + 1] ?? 0) * share;
          blue += (samples[at + 2] ?? 0) * share;
          weight += share;
        }
      }
      const total = weight * unit;
      result.set([red / total, green / total, blue / total], (row * THUMBNAIL_SIDE + column) * 3);
    });
  });
  return result;
}

interface Sample {
  readonly place: number;
  /** How much of the pixel lies within the field. */
  readonly weight: number;
}

/** For each field of a side, the pixels that are looked at. */
function fieldsOf(side: number): Sample[][] {
  return Array.from({ length: THUMBNAIL_SIDE }, (_, field) => {
    const from = (field * side) / THUMBNAIL_SIDE;
    const to = ((field + 1) * side) / THUMBNAIL_SIDE;
    const step = Math.ceil((to - from) / SAMPLES);
    const samples: Sample[] = [];
    for (let place = Math.floor(from); place < to; place += step) {
      samples.push({ place, weight: Math.min(place + 1, to) - Math.max(place, from) });
    }
    return samples;
  });
}
