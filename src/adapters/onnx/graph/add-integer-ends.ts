import { OPSET } from './encode-graph.js';
import { DATA_TYPE } from './onnx-proto.js';
import { type GraphNode, type Initializer, type ModelGraph, floatInitializer, int, ints, node } from './model-graph.js';

export type BitDepth = 8 | 16;

/** Names and shapes at the edge of every graph a session runs; N, H and W vary. */
export const PICTURES_IN = 'pictures';
export const PICTURES_OUT = 'enlarged';
/** Float, one a picture: the mean of its samples before rounding. NaN or infinite if any of them is. */
export const MEAN_OUT = 'mean';

const OPSET_WITH_AXES_AS_INPUT = 18;
const AXES: Initializer = {
  name: 'ends/picture-axes',
  type: 'int64',
  dims: [3],
  data: new Uint8Array(BigInt64Array.of(1n, 2n, 3n).buffer),
};

/**
 * Puts integer pictures at both ends of a net that takes and gives float N×3×H×W in 0…1: input `pictures` and output
 * `enlarged` are N×H×W×3 of uint8 or uint16, scaled, rounded to nearest even and clipped inside the graph. Integers
 * can't say NaN, so a second output `mean` does.
 */
export function addIntegerEnds(graph: ModelGraph, bitDepth: BitDepth): ModelGraph {
  const [input] = graph.inputs;
  const [output] = graph.outputs;
  if (input === undefined || output === undefined || graph.inputs.length > 1 || graph.outputs.length > 1)
    throw new TypeError(`graph ${graph.name} must have exactly one input and one output`);
  const type = bitDepth === 8 ? 'uint8' : 'uint16';
  const peak = 2 ** bitDepth - 1;
  const axesAreInput = (graph.opset ?? OPSET) >= OPSET_WITH_AXES_AS_INPUT;
  const before: GraphNode[] = [
    node('Transpose', [PICTURES_IN], 'ends/planar', { perm: ints(0, 3, 1, 2) }),
    node('Cast', ['ends/planar'], 'ends/float', { to: int(DATA_TYPE.float32) }),
    node('Div', ['ends/float', 'ends/peak'], input.name),
  ];
  const after: GraphNode[] = [
    node('Mul', [output.name, 'ends/peak'], 'ends/scaled'),
    node(
      'ReduceMean',
      axesAreInput ? [output.name, AXES.name] : [output.name],
      MEAN_OUT,
      axesAreInput ? { keepdims: int(0) } : { keepdims: int(0), axes: ints(1, 2, 3) },
    ),
    node('Round', ['ends/scaled'], 'ends/rounded'),
    node('Clip', ['ends/rounded', 'ends/floor', 'ends/peak'], 'ends/clipped'),
    node('Cast', ['ends/clipped'], 'ends/integers', { to: int(DATA_TYPE[type]) }),
    node('Transpose', ['ends/integers'], PICTURES_OUT, { perm: ints(0, 2, 3, 1) }),
  ];
  return {
    ...graph,
    nodes: [...before, ...graph.nodes, ...after],
    initializers: [
      ...graph.initializers,
      floatInitializer('ends/peak', [], [peak]),
      floatInitializer('ends/floor', [], [0]),
      ...(axesAreInput ? [AXES] : []),
    ],
    inputs: [{ name: PICTURES_IN, type, dims: ['N', 'H', 'W', 3] }],
    outputs: [
      { name: PICTURES_OUT, type, dims: ['N', 'OutH', 'OutW', 3] },
      { name: MEAN_OUT, type: 'float32', dims: ['N'] },
    ],
  };
}
