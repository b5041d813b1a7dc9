import type { Attribute, GraphNode, GraphValue, Initializer, ModelGraph } from './model-graph.js';
import { ATTRIBUTE_TYPE, DATA_TYPE, ModelProto } from './onnx-proto.js';

/** Has every operator the passes use in its present form; read by ONNX Runtime from 1.14 on, far below the 1.30 in use. */
export const OPSET = 18;
/** The file format version that came with opset 18; it may be newer than an imported graph's opset, never older. */
const IR_VERSION = 8;

/** The bytes of a `.onnx` file. The same graph always gives the same bytes. */
export function encodeGraph(graph: ModelGraph): Uint8Array {
  return ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'upreel',
    opsetImport: [{ domain: '', version: graph.opset ?? OPSET }],
    graph: {
      name: graph.name,
      node: graph.nodes.map(encodeNode),
      initializer: graph.initializers.map(encodeTensor),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  }).finish();
}

function encodeNode(node: GraphNode): object {
  return {
    name: node.outputs[0],
    opType: node.op,
    input: node.inputs,
    output: node.outputs,
    attribute: Object.entries(node.attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
  };
}

function encodeTensor({ name, type, dims, data }: Initializer): object {
  return { name, dims, dataType: DATA_TYPE[type], rawData: data };
}

function encodeAttribute(name: string, attribute: Attribute): object {
  const head = { name, type: ATTRIBUTE_TYPE[attribute.kind] };
  switch (attribute.kind) {
    case 'int':
      return { ...head, i: attribute.value };
    case 'float':
      return { ...head, f: attribute.value };
    case 'string':
      return { ...head, s: new TextEncoder().encode(attribute.value) };
    case 'tensor':
      return { ...head, t: encodeTensor(attribute.value) };
    case 'floats':
      return { ...head, floats: attribute.value };
    case 'ints':
      return { ...head, ints: attribute.value };
    case 'strings':
      return { ...head, strings: attribute.value.map((text) => new TextEncoder().encode(text)) };
  }
}

function encodeValue(value: GraphValue): object {
  const dim = value.dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name: value.name, type: { tensorType: { elemType: DATA_TYPE[value.type], shape: { dim } } } };
}
