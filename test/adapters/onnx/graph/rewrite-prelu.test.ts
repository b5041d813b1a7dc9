import { addIntegerEnds } from '../../../../src/adapters/onnx/graph/add-integer-ends.js';
import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { type ModelGraph, floatInitializer, node } from '../../../../src/adapters/onnx/graph/model-graph.js';
import { rewritePrelu } from '../../../../src/adapters/onnx/graph/rewrite-prelu.js';
import { graphsOf, nearestNet } from '../../../support/nearest-model.js';
import { largestDifference, makeFrame, samplesOf, upscaleOnce } from '../../../support/test-upscaler.js';

/** PReLU around the middle grey; slopes as far out as real nets have them. */
function preluNet(dims: readonly number[], slopes: readonly number[]): ModelGraph {
  return {
    ...nearestNet(1),
    nodes: [
      node('Sub', ['in', 'grey'], 'signed'),
      node('PRelu', ['signed', 'slope'], 'bent'),
      node('Add', ['bent', 'grey'], 'out'),
    ],
    initializers: [floatInitializer('grey', [], [0.5]), floatInitializer('slope', dims, slopes)],
  };
}

async function run(net: ModelGraph): Promise<Uint8Array | Uint16Array> {
  const graphs = graphsOf((bits) => encodeGraph(addIntegerEnds(net, bits)), { scale: 1, tiles: { haloPx: 0 } });
  return samplesOf(await upscaleOnce(graphs, makeFrame(16, 16, 16), 16), 16);
}

describe('rewritePrelu', () => {
  it('computes what PReLU computes, also for negative slopes and slopes above one', async () => {
    const net = preluNet([3, 1, 1], [-1.38, 2.5, 1.69]);

    expect(largestDifference(await run(rewritePrelu(net)), await run(net))).toBeLessThanOrEqual(1);
  });

  it('leaves no PRelu and no constant that nothing uses', () => {
    const { nodes, initializers } = rewritePrelu(preluNet([3, 1, 1], [0.1, 0.2, 0.3]));

    expect(nodes.map(({ op }) => op)).toEqual(['Sub', 'Relu', 'Conv', 'Conv', 'Add', 'Add']);
    expect(initializers.map(({ name }) => name)).toEqual(['grey', 'bent/by-slope', 'bent/by-rest']);
  });

  it('leaves a PRelu alone whose slopes are not one a channel', () => {
    const net = preluNet([], [0.25]);

    expect(rewritePrelu(net)).toEqual(net);
  });
});
