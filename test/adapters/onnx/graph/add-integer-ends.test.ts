import { addIntegerEnds } from '../../../../src/adapters/onnx/graph/add-integer-ends.js';
import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { type ModelGraph, floatInitializer, node } from '../../../../src/adapters/onnx/graph/model-graph.js';
import { graphsOf, nearestGraphs, nearestNet } from '../../../support/nearest-model.js';
import { makeFrame, samplesOf, upscaleOnce } from '../../../support/test-upscaler.js';

/** Takes a sample v of 0…1 to 1.25 v − 0.1: darkest and lightest leave the range. */
const STRETCH: ModelGraph = {
  ...nearestNet(1),
  nodes: [node('Mul', ['in', 'gain'], 'louder'), node('Sub', ['louder', 'offset'], 'out')],
  initializers: [floatInitializer('gain', [], [1.25]), floatInitializer('offset', [], [0.1])],
};

describe.each([8, 16] as const)('addIntegerEnds with %i bits', (bitDepth) => {
  it('brings every sample through exactly, rows and channels in place', async () => {
    const source = makeFrame(5, 3, bitDepth);
    const samples = [...samplesOf(source, bitDepth)];

    const frame = await upscaleOnce(nearestGraphs(2), source, bitDepth);

    const enlarged = samplesOf(frame, bitDepth);
    const expected = Array.from(enlarged, (_, index) => {
      const [pixel, channel] = [Math.floor(index / 3), index % 3];
      const [row, column] = [Math.floor(pixel / 10), pixel % 10];
      return samples[(Math.floor(row / 2) * 5 + Math.floor(column / 2)) * 3 + channel];
    });
    expect(frame).toMatchObject({ width: 10, height: 6 });
    expect([...enlarged]).toEqual(expected);
  });

  it('rounds to the nearest integer and clips what leaves the range', async () => {
    const source = makeFrame(32, 8, bitDepth);
    const peak = 2 ** bitDepth - 1;
    const expected = Array.from(samplesOf(source, bitDepth), (sample) =>
      Math.min(peak, Math.max(0, 1.25 * sample - 0.1 * peak)),
    );
    const graphs = graphsOf((bits) => encodeGraph(addIntegerEnds(STRETCH, bits)), { scale: 1, tiles: { haloPx: 0 } });

    const enlarged = samplesOf(await upscaleOnce(graphs, source, bitDepth), bitDepth);

    const differences = expected.map((value, index) => Math.abs(value - (enlarged[index] ?? Infinity)));
    // Half an integer is rounding; the rest is what single precision leaves of 16 bits.
    expect(Math.max(...differences)).toBeLessThanOrEqual(0.51);
  });
});

it('refuses a net that has not one input and one output', () => {
  expect(() => addIntegerEnds({ ...nearestNet(2), outputs: [] }, 8)).toThrow(/exactly one input and one output/);
});
