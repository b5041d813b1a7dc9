import type { GraphSource } from '../../src/adapters/onnx/graph-source.js';
import { type BitDepth, addIntegerEnds } from '../../src/adapters/onnx/graph/add-integer-ends.js';
import { encodeGraph } from '../../src/adapters/onnx/graph/encode-graph.js';
import { type ModelGraph, floatInitializer, node, string } from '../../src/adapters/onnx/graph/model-graph.js';
import { sha256Of } from '../../src/adapters/onnx/model-manifest.js';
import type { TileRule } from '../../src/adapters/onnx/tile-rule.js';

/** Every pixel becomes scale × scale pixels of exactly its colour: what colours and counts are tested with. */
export function nearestNet(scale: number): ModelGraph {
  return {
    name: `nearest-x${scale}`,
    nodes: [
      node('Resize', ['in', '', 'scales'], 'out', {
        mode: string('nearest'),
        coordinate_transformation_mode: string('asymmetric'),
        nearest_mode: string('floor'),
      }),
    ],
    initializers: [floatInitializer('scales', [4], [1, 1, scale, scale])],
    inputs: [{ name: 'in', type: 'float32', dims: ['N', 3, 'H', 'W'] }],
    outputs: [{ name: 'out', type: 'float32', dims: ['N', 3, 'OutH', 'OutW'] }],
  };
}

/** The bytes of an `.onnx` file. */
function nearestModel(bitDepth: BitDepth, scale = 4): Uint8Array {
  return encodeGraph(addIntegerEnds(nearestNet(scale), bitDepth));
}

/** Gives out nearestModel, whatever model and precision is asked for. */
export function nearestGraphs(scale = 4): GraphSource {
  return graphsOf((bitDepth) => nearestModel(bitDepth, scale), { scale, tiles: { haloPx: 0 } });
}

/** Gives out one graph a bit depth, whatever model and precision is asked for. */
export function graphsOf(
  bytesOf: (bitDepth: BitDepth) => Uint8Array,
  facts: { readonly scale: number; readonly tiles: TileRule },
): GraphSource {
  return {
    graph: ({ bitDepth }) => {
      const bytes = bytesOf(bitDepth);
      return Promise.resolve({ bytes, sha256: sha256Of(bytes), ...facts });
    },
  };
}
