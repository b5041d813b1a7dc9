interface Pictures {
  /** Interleaved RGB of width × height. */
  readonly source: Uint8Array | Uint16Array;
  /** Interleaved RGB of (width × scale) × (height × scale). */
  readonly output: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Largest value of a sample. */
  readonly peak: number;
}

/** A perfect likeness, in place of infinity: JSON and averages can hold it. */
export const PERFECT_LIKENESS_DB = 100;

/**
 * How much an enlarged picture is still the source's: PSNR in dB of its block averages against the source. A model that
 * only adds detail stays near 30; another picture, shifted or swapped colours fall below 20.
 */
export function measureLikeness({ source, output, width, height, scale, peak }: Pictures): number {
  const sums = new Float64Array(width * 3);
  const samplesAverage = scale * scale;
  let squaredError = 0;
  let read = 0;
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let row = 0; row < scale; row += 1) {
      for (let sample = 0; sample < sums.length; sample += 3) {
        let red = 0;
        let green = 0;
        let blue = 0;
        for (let column = 0; column < scale; column += 1) {
          red += output[read] ?? 0;
          green += output[read + 1] ?? 0;
          blue += output[read + 2] ?? 0;
          read += 3;
        }
        sums[sample] = (sums[sample] ?? 0) + red;
        sums[sample + 1] = (sums[sample + 1] ?? 0) + green;
        sums[sample + 2] = (sums[sample + 2] ?? 0) + blue;
      }
    }
    const start = y * sums.length;
    for (let sample = 0; sample < sums.length; sample += 1) {
      const error = (sums[sample] ?? 0) / samplesAverage - (source[start + sample] ?? 0);
      squaredError += error * error;
    }
  }
  const meanSquaredError = squaredError / (width * height * 3);
  if (meanSquaredError === 0) return PERFECT_LIKENESS_DB;
  return Math.min(PERFECT_LIKENESS_DB, 10 * Math.log10((peak * peak) / meanSquaredError));
}
