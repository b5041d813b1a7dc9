import {
  type GraphNode,
  type Initializer,
  type ModelGraph,
  floatInitializer,
  floatsOf,
  int,
  node,
} from './model-graph.js';

/**
 * PReLU(x) = s·x + (1−s)·relu(x), written as two depthwise 1×1 convolutions: ONNX Runtime's CPU provider keeps its
 * blocked layout through convolutions but leaves it for every PRelu node. The sum is the second convolution's fused
 * addition. Slopes may have any sign and size, so max(x, s·x) would not do. Equal to PRelu up to float rounding.
 * PRelu nodes whose slope is not a constant of one value a channel stay as they are.
 */
export function rewritePrelu(graph: ModelGraph): ModelGraph {
  const constants = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
  const added: Initializer[] = [];
  const nodes = graph.nodes.flatMap((original) => {
    const slopes = channelSlopes(original, constants);
    if (slopes === undefined) return [original];
    const rewritten = convolutionsFor(original, slopes);
    added.push(...rewritten.initializers);
    return rewritten.nodes;
  });
  const used = new Set(nodes.flatMap((each) => each.inputs));
  return {
    ...graph,
    nodes,
    initializers: [...graph.initializers.filter(({ name }) => used.has(name)), ...added],
  };
}

function channelSlopes(original: GraphNode, constants: ReadonlyMap<string, Initializer>): Float32Array | undefined {
  if (original.op !== 'PRelu') return undefined;
  const slope = constants.get(original.inputs[1] ?? '');
  const oneAChannel = slope?.dims.length === 3 && slope.dims[1] === 1 && slope.dims[2] === 1;
  return oneAChannel ? floatsOf(slope) : undefined;
}

function convolutionsFor(
  original: GraphNode,
  slopes: Float32Array,
): { nodes: GraphNode[]; initializers: Initializer[] } {
  const [input = ''] = original.inputs;
  const [output = ''] = original.outputs;
  const group = { group: int(slopes.length) };
  const dims = [slopes.length, 1, 1, 1];
  return {
    nodes: [
      node('Relu', [input], `${output}/positive`),
      node('Conv', [input, `${output}/by-slope`], `${output}/by-sloped`, group),
      node('Conv', [`${output}/positive`, `${output}/by-rest`], `${output}/raised`, group),
      node('Add', [`${output}/by-sloped`, `${output}/raised`], output),
    ],
    initializers: [
      floatInitializer(`${output}/by-slope`, dims, slopes),
      floatInitializer(
        `${output}/by-rest`,
        dims,
        slopes.map((slope) => 1 - slope),
      ),
    ],
  };
}
