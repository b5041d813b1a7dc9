import type { GraphSource } from '../../src/adapters/onnx/graph-source.js';
import { type UpscalerSettings, createUpscalerProvider } from '../../src/adapters/onnx/onnx-upscaler.js';
import type { Frame, UpscalerProvider, UpscaledFrame } from '../../src/ports/upscaler.js';
import { startTestSessionWorker } from './start-test-session-worker.js';

/** A provider on the sources: one session of one thread, whole frames, unless told otherwise. Close it. */
export function createTestUpscalerProvider(
  graphs: GraphSource,
  settings: Partial<UpscalerSettings> = {},
): UpscalerProvider {
  return createUpscalerProvider({
    graphs,
    sessions: 1,
    threadsPerSession: 1,
    maxTilePixels: 2 ** 24,
    startWorker: startTestSessionWorker,
    ...settings,
  });
}

/** A picture whose every pixel is another colour, the same in each call. */
export function makeFrame(width: number, height: number, bitDepth: 8 | 16 = 8): Frame {
  const data = new Uint8Array((width * height * 3 * bitDepth) / 8);
  // Knuth's multiplicative hash: no two neighbours are alike.
  for (let index = 0; index < data.length; index++) data[index] = Math.imul(index + 1, 2_654_435_761) >>> 24;
  return { width, height, data };
}

/** A frame through a graph, once. */
export async function upscaleOnce(
  graphs: GraphSource,
  frame: Frame,
  bitDepth: 8 | 16,
  settings: Partial<UpscalerSettings> & { readonly model?: string } = {},
): Promise<UpscaledFrame> {
  const { model = 'test', ...others } = settings;
  const provider = createTestUpscalerProvider(graphs, others);
  try {
    const upscaler = await provider.load({ model, precision: 'fp32', bitDepth });
    return await upscaler.openLane().upscale(frame);
  } finally {
    await provider.close();
  }
}

/** Samples of a frame as numbers. */
export function samplesOf({ data }: Frame, bitDepth: 8 | 16): Uint8Array | Uint16Array {
  return bitDepth === 8 ? data : new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
}

/** The largest difference between samples at the same place; infinite when the sizes differ. */
export function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < left.length; index++) {
    largest = Math.max(largest, Math.abs((left[index] ?? 0) - (right[index] ?? 0)));
  }
  return largest;
}
