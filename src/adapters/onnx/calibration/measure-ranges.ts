import { InferenceSession, Tensor } from 'onnxruntime-node';

import type { Frame } from '../../../ports/upscaler.js';
import { encodeGraph } from '../graph/encode-graph.js';
import type { ModelGraph } from '../graph/model-graph.js';
import type { ValueRange } from '../graph/quantize-int8.js';
import { sessionOptions } from '../session/session-options.js';

/**
 * Of all values, this part lies inside the range at each end; those beyond are clipped. Measured: clipping these
 * few gives finer steps to the rest and is worth 2 to 6 dB over the full range (docs/models.md).
 */
const KEPT = 0.9999;
/** Bounds the memory of large nets, whose every tensor is looked at. */
const MAX_SAMPLES = 2 ** 24;

/**
 * Runs a float net on pictures and gives the range of each tensor named.
 * @param graph float N×3×H×W in 0…1
 */
export async function measureRanges(
  graph: ModelGraph,
  tensors: readonly string[],
  frames: readonly Frame[],
  threads: number,
): Promise<Map<string, ValueRange>> {
  const edges = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const inner = tensors.filter((name) => !edges.has(name));
  const observed = inner.map(
    (name) => ({ name, type: 'float32', dims: ['N', 'C', `${name}-h`, `${name}-w`] }) as const,
  );
  const session = await InferenceSession.create(
    encodeGraph({ ...graph, outputs: [...graph.outputs, ...observed] }),
    // Fusing would make away with tensors that are to be looked at.
    { ...sessionOptions(threads), graphOptimizationLevel: 'basic' },
  );
  try {
    const perFrame = Math.floor(MAX_SAMPLES / Math.max(1, tensors.length) / frames.length);
    const samples = new Map<string, Float32Array[]>(tensors.map((name) => [name, []]));
    const [input = ''] = session.inputNames;
    for (const frame of frames) {
      const picture = planes(frame);
      const feed = new Tensor('float32', picture, [1, 3, frame.height, frame.width]);
      const outputs = await session.run({ [input]: feed });
      for (const [name, taken] of samples) {
        const data = name === input ? picture : outputs[name]?.data;
        if (!(data instanceof Float32Array)) throw new TypeError(`the tensor ${name} is not float`);
        taken.push(everyNth(data, perFrame));
      }
    }
    return new Map([...samples].map(([name, taken]) => [name, rangeOf(taken)]));
  } finally {
    await session.release();
  }
}

function planes({ width, height, data }: Frame): Float32Array {
  const pixels = width * height;
  const planar = new Float32Array(pixels * 3);
  for (let index = 0; index < data.length; index++) {
    planar[(index % 3) * pixels + Math.floor(index / 3)] = (data[index] ?? 0) / 255;
  }
  return planar;
}

/** An odd distance, so that rows and channels of even sizes are not always met at the same place. */
function everyNth(data: Float32Array, most: number): Float32Array {
  const distance = Math.ceil(data.length / most) | 1;
  return Float32Array.from({ length: Math.ceil(data.length / distance) }, (_, index) => data[index * distance] ?? 0);
}

function rangeOf(taken: readonly Float32Array[]): ValueRange {
  const all = new Float32Array(taken.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of taken) {
    all.set(part, filled);
    filled += part.length;
  }
  all.sort();
  const last = all.length - 1;
  return { low: all[Math.floor((1 - KEPT) * last)] ?? 0, high: all[Math.ceil(KEPT * last)] ?? 0 };
}
