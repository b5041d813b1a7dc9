import { type GraphNode, type ModelGraph, floatInitializer, int, ints, node } from '../graph/model-graph.js';
import { DATA_TYPE } from '../graph/onnx-proto.js';
import type { GraphEnds } from './describe-ends.js';

const IN = 'canonical/in';
const OUT = 'canonical/out';

/**
 * A graph of someone else as the passes here want a net: float32 N×3×H×W in 0…1 at both ends.
 * @param peak the largest value of a sample of its float ends: 1 or 255
 */
export function canonicalNet(graph: ModelGraph, ends: GraphEnds, peak: 1 | 255): ModelGraph {
  const before: GraphNode[] = [];
  const after: GraphNode[] = [];
  let last = IN;
  const append = (op: string, inputs: readonly string[], attributes: GraphNode['attributes'] = {}): void => {
    const output = `canonical/before${before.length}`;
    before.push(node(op, [last, ...inputs], output, attributes));
    last = output;
  };
  if (ends.inputType === 'uint8') {
    append('Mul', ['canonical/255']);
    append('Round', []);
    append('Clip', ['canonical/0', 'canonical/255']);
  } else if (peak === 255) {
    append('Mul', ['canonical/255']);
  }
  if (ends.inputType !== 'float32') append('Cast', [], { to: int(DATA_TYPE[ends.inputType]) });
  if (ends.layout === 'NHWC') append('Transpose', [], { perm: ints(0, 2, 3, 1) });
  before.push(node('Identity', [last], ends.input));

  let result = ends.output;
  const extend = (op: string, inputs: readonly string[], attributes: GraphNode['attributes'] = {}): void => {
    const output = `canonical/after${after.length}`;
    after.push(node(op, [result, ...inputs], output, attributes));
    result = output;
  };
  if (ends.layout === 'NHWC') extend('Transpose', [], { perm: ints(0, 3, 1, 2) });
  if (ends.outputType !== 'float32') extend('Cast', [], { to: int(DATA_TYPE.float32) });
  if (ends.outputType === 'uint8' || peak === 255) extend('Div', ['canonical/255']);
  after.push(node('Identity', [result], OUT));

  const { size } = ends;
  const nodes = [...before, ...graph.nodes, ...after];
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    ...graph,
    nodes,
    initializers: [
      ...graph.initializers,
      floatInitializer('canonical/0', [], [0]),
      floatInitializer('canonical/255', [], [255]),
    ].filter(({ name }) => used.has(name)),
    inputs: [{ name: IN, type: 'float32', dims: ['N', 3, size?.height ?? 'H', size?.width ?? 'W'] }],
    outputs: [{ name: OUT, type: 'float32', dims: ['N', 3, 'OutH', 'OutW'] }],
  };
}
