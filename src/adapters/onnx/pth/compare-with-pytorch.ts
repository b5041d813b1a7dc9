import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { InferenceSession, Tensor } from 'onnxruntime-node';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { sessionOptions } from '../session/session-options.js';

/** Of 1. An eighth of a step of 8 bits; exports that were right stayed below 2e-6. */
const LARGEST_DIFFERENCE = 5e-4;

/**
 * Runs the exported net on the exporter's test picture.
 * @param directory has the exporter's input.f32 and output.f32
 * @returns the largest difference to what PyTorch made of it
 * @throws UpreelError `ModelUnavailable` when it is too large
 */
export async function compareWithPytorch(
  graph: Uint8Array,
  directory: string,
  { tile, scale }: { readonly tile: number; readonly scale: number },
): Promise<number> {
  const input = await readFloats(join(directory, 'input.f32'));
  const expected = await readFloats(join(directory, 'output.f32'));
  const session = await InferenceSession.create(graph, sessionOptions(1));
  try {
    const { out } = await session.run({ in: new Tensor('float32', input, [1, 3, tile, tile]) });
    const actual = out?.data;
    const samples = 3 * (tile * scale) ** 2;
    if (!(actual instanceof Float32Array) || actual.length !== samples || expected.length !== samples)
      throw exportedWrong(`it gives ${out?.dims.join('×') ?? 'nothing'} for ${tile}×${tile} pixels at scale ${scale}`);
    const difference = actual.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? 0))),
      0,
    );
    if (difference <= LARGEST_DIFFERENCE) return difference;
    throw exportedWrong(`it differs from PyTorch by ${difference.toPrecision(2)}`);
  } finally {
    await session.release();
  }
}

async function readFloats(path: string): Promise<Float32Array> {
  return new Float32Array(new Uint8Array(await readFile(path)).buffer);
}

function exportedWrong(finding: string): UpreelError {
  return new UpreelError(FailureType.ModelUnavailable, `The exported model is not the model: ${finding}.`);
}
