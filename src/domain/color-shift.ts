type Samples = ArrayLike<number>;

/** Channels of a pixel and a constant. */
const TERMS = 4;
const CONSTANT = 255;
/** Keeps the equations solvable where a picture has one colour only; far below what a shift amounts to. */
const RIDGE = 1;

/**
 * How far colours as such have moved between two series of pictures, in levels of 255: root mean square of what the
 * linear map that explains the differences best does to the first. A wrong matrix or range moves all colours alike and
 * shows whole; the losses of coding differ from place to place and cancel out.
 * @param before, after thumbnails of the same frames in the same order, interleaved RGB
 */
export function colorShift(before: readonly Samples[], after: readonly Samples[]): number {
  const products = Array.from({ length: TERMS }, () => new Float64Array(TERMS));
  const targets = Array.from({ length: 3 }, () => new Float64Array(TERMS));
  let pixels = 0;
  eachPixel(before, (terms, frame, at) => {
    pixels += 1;
    for (let row = 0; row < TERMS; row += 1) {
      for (let column = 0; column < TERMS; column += 1)
        add(products[row], column, term(terms, row) * term(terms, column));
      for (let channel = 0; channel < 3; channel += 1) {
        const moved = (after[frame]?.[at + channel] ?? 0) - term(terms, channel);
        add(targets[channel], row, term(terms, row) * moved);
      }
    }
  });
  if (pixels === 0) return 0;
  products.forEach((row, index) => {
    add(row, index, pixels * RIDGE);
  });
  const maps = targets.map((target) => solve(products, target));
  let squares = 0;
  eachPixel(before, (terms) => {
    for (const map of maps) {
      const shift = map.reduce((sum, weight, index) => sum + weight * term(terms, index), 0);
      squares += shift * shift;
    }
  });
  return Math.sqrt(squares / (pixels * 3));
}

function eachPixel(series: readonly Samples[], visit: (terms: Samples, frame: number, at: number) => void): void {
  series.forEach((samples, frame) => {
    for (let at = 0; at < samples.length; at += 3) {
      visit([samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0, CONSTANT], frame, at);
    }
  });
}

/** Gauss and Jordan; the matrix is symmetric and, with the ridge, never singular. */
function solve(matrix: readonly Float64Array[], target: Float64Array): number[] {
  const rows = matrix.map((row, index) => [...row, term(target, index)]);
  rows.forEach((pivot, index) => {
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = term(row, index) / term(pivot, index);
      for (let column = index; column <= TERMS; column += 1)
        row[column] = term(row, column) - factor * term(pivot, column);
    }
  });
  return rows.map((row, index) => term(row, TERMS) / term(row, index));
}

function add(row: Float64Array | undefined, index: number, value: number): void {
  if (row !== undefined) row[index] = (row[index] ?? 0) + value;
}

function term(values: Samples, index: number): number {
  return values[index] ?? 0;
}
