import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { nearestNet } from '../../../support/nearest-model.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const directory = temporaryDirectory();
const TILE = 8;
const SCALE = 2;
const SIDE = TILE * SCALE;

/** A picture, and what a net that repeats its pixels makes of it. */
function pictures(): { input: Float32Array; output: Float32Array } {
  const input = Float32Array.from({ length: 3 * TILE * TILE }, (_, index) => index / (3 * TILE * TILE));
  const output = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, index) => {
    const [channel, row, column] = [Math.floor(index / SIDE ** 2), Math.floor(index / SIDE) % SIDE, index % SIDE];
    return input[channel * TILE ** 2 + Math.floor(row / SCALE) * TILE + Math.floor(column / SCALE)] ?? NaN;
  });
  return { input, output };
}

/** In a thread of its own: Jest gives a test file arrays that the native runtime does not know. */
async function compare({ input, output }: ReturnType<typeof pictures>, scale = SCALE): Promise<unknown> {
  await writeFile(join(directory.path, 'input.f32'), input);
  await writeFile(join(directory.path, 'output.f32'), output);
  const worker = new Worker(new URL('../../../support/compare-with-pytorch-thread.js', import.meta.url), {
    workerData: { graph: encodeGraph(nearestNet(SCALE)), directory: directory.path, facts: { tile: TILE, scale } },
  });
  const [answer] = (await once(worker, 'message')) as [unknown];
  return answer;
}

describe('an exported net, held against what PyTorch made', () => {
  it('is taken with its largest difference', async () => {
    const { input, output } = pictures();
    output[40] = (output[40] ?? 0) + 1e-4;

    expect(await compare({ input, output })).toEqual({ difference: expect.closeTo(1e-4, 6) as number });
  });

  it('is refused when one sample is an eighth of an 8-bit step away', async () => {
    const { input, output } = pictures();
    output[40] = (output[40] ?? 0) - 6e-4;

    expect(await compare({ input, output })).toEqual({
      type: 'ModelUnavailable',
      message: 'The exported model is not the model: it differs from PyTorch by 0.00060.',
    });
  });

  it('is refused when it enlarges otherwise than its facts say', async () => {
    const { input, output } = pictures();

    expect(await compare({ input, output: new Float32Array(output.length * 4) }, 4)).toMatchObject({
      message: expect.stringContaining('it gives 1×3×16×16 for 8×8 pixels at scale 4') as string,
    });
  });
});
