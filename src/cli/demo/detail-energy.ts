/** A grey picture, 8 bits a sample, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/**
 * How much fine detail a picture has: the mean square of its Laplacian (each sample four times, less its four neighbours).
 * That is the picture's energy weighted towards the highest frequencies: 0 for flat areas and even ramps, large for edges
 * and textures a pixel or two wide. It says how much detail there is, not whether it is the right detail.
 */
export function detailEnergy({ width, height, samples }: GreyPicture): number {
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      sum += laplacianAt(samples, y * width + x, width) ** 2;
    }
  }
  return sum / Math.max(1, (width - 2) * (height - 2));
}

function laplacianAt(samples: Uint8Array, at: number, width: number): number {
  const sample = (index: number): number => samples[index] ?? 0;
  return 4 * sample(at) - sample(at - 1) - sample(at + 1) - sample(at - width) - sample(at + width);
}
