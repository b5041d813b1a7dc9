import type { Precision } from '../contracts/job-options.js';

export interface RunMemory {
  /** What one session may take of its device. */
  readonly memoryBytes: number;
  /** What a session of the model was measured to take a source pixel, in fp32. */
  readonly bytesPerPixel: number;
  readonly precision: Precision;
}

/** Of what fp32 takes. In int8 the widest layers, at the result's size, are still floats. */
const SHARE_OF_FP32: Readonly<Record<Precision, number>> = { fp32: 1, fp16: 0.5, int8: 1 };

/** Below it a tile is mostly halo; whether there is room for even that turns out when it is tried. */
export const LEAST_RUN_PIXELS = 128 * 128;
/** The widest nets have 64 channels at four times the size, and kernels count elements in 31 bits. */
export const MOST_RUN_PIXELS = 2 ** 20;

/** Source pixels that a model is given at once: the bound of a tile, and of the frames of a batch together. */
export function pixelsPerRun({ memoryBytes, bytesPerPixel, precision }: RunMemory): number {
  const pixels = Math.floor(memoryBytes / (bytesPerPixel * SHARE_OF_FP32[precision]));
  return Math.min(MOST_RUN_PIXELS, Math.max(LEAST_RUN_PIXELS, pixels));
}

interface RunRequest {
  readonly runPixels: number;
  readonly framePixels: number;
  /** More at once is no faster. */
  readonly maxFrames: number;
}

/** How many frames of one size go through a model at once; 1 where a frame needs tiles. */
export function framesPerRun({ runPixels, framePixels, maxFrames }: RunRequest): number {
  return Math.max(1, Math.min(maxFrames, Math.floor(runPixels / framePixels)));
}
