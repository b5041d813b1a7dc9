import { CorruptModelError } from '../corrupt-model-error.js';
import type { Attribute, ElementType, GraphNode, GraphValue, Initializer, ModelGraph } from './model-graph.js';
import { ATTRIBUTE_TYPE, DATA_TYPE, EXTERNAL_DATA, ModelProto } from './onnx-proto.js';

/** The oldest set whose operators keep their form up to today's in the nodes that the passes add. */
const OLDEST_OPSET = 13;
const NEWEST_OPSET = 22;

/**
 * The graph of a `.onnx` file. Constant nodes become initializers.
 * @throws CorruptModelError for what is no whole ONNX file, and for what can't be carried on safely: data in other
 *   files, operators of other domains, branches and loops, element types of no use here
 */
export function decodeGraph(bytes: Uint8Array): ModelGraph {
  const model = readModel(bytes);
  const { graph } = model;
  if (graph === null || graph.node.length === 0) throw new CorruptModelError('it holds no graph of ONNX');
  if (model.functions.length > 0)
    throw new CorruptModelError('it defines functions of its own, which is not supported');
  if (graph.sparseInitializer.length > 0) throw new CorruptModelError('it has sparse weights, which is not supported');
  const initializers = graph.initializer.map(readTensor);
  const known = new Set(initializers.map(({ name }) => name));
  const nodes: GraphNode[] = [];
  for (const read of graph.node.map(readNode)) {
    const constant = read.op === 'Constant' ? read.attributes.value : undefined;
    const [output] = read.outputs;
    if (constant?.kind === 'tensor' && output !== undefined) initializers.push({ ...constant.value, name: output });
    else nodes.push(read);
  }
  return {
    name: graph.name,
    opset: readOpset(model),
    nodes,
    initializers,
    // Before IR version 4 every initializer was listed as an input too.
    inputs: graph.input.filter(({ name }) => !known.has(name)).map(readValue),
    outputs: graph.output.map(readValue),
  };
}

interface TensorMessage {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly doubleData: readonly number[];
  readonly rawData: Uint8Array;
  readonly dataLocation: number;
}

interface AttributeMessage {
  readonly name: string;
  readonly type: number;
  readonly f: number;
  readonly i: number;
  readonly s: Uint8Array;
  readonly t: TensorMessage | null;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly Uint8Array[];
}

interface NodeMessage {
  readonly opType: string;
  readonly domain: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeMessage[];
}

/** protobufjs gives null for messages that are not there. */
interface ValueMessage {
  readonly name: string;
  readonly type: { readonly tensorType: TensorTypeMessage | null } | null;
}

interface TensorTypeMessage {
  readonly elemType: number;
  readonly shape: { readonly dim: readonly { readonly dimValue: number; readonly dimParam: string }[] } | null;
}

interface ModelMessage {
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly functions: readonly unknown[];
  readonly graph: {
    readonly name: string;
    readonly node: readonly NodeMessage[];
    readonly initializer: readonly TensorMessage[];
    readonly sparseInitializer: readonly unknown[];
    readonly input: readonly ValueMessage[];
    readonly output: readonly ValueMessage[];
  } | null;
}

function readModel(bytes: Uint8Array): ModelMessage {
  try {
    const options = { longs: Number, arrays: true, defaults: true };
    return ModelProto.toObject(ModelProto.decode(bytes), options) as unknown as ModelMessage;
  } catch (error) {
    throw new CorruptModelError(`it is no whole ONNX file (${error instanceof Error ? error.message : String(error)})`);
  }
}

function readOpset({ opsetImport }: ModelMessage): number {
  const version = opsetImport.find(({ domain }) => isDefaultDomain(domain))?.version ?? 0;
  if (version >= OLDEST_OPSET && version <= NEWEST_OPSET) return version;
  throw new CorruptModelError(
    `its operators are of set ${version}; export it with opset ${OLDEST_OPSET} to ${NEWEST_OPSET}`,
  );
}

function isDefaultDomain(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function readNode({ opType, domain, input, output, attribute }: NodeMessage): GraphNode {
  if (!isDefaultDomain(domain))
    throw new CorruptModelError(
      `it uses ${opType} of the domain ${domain}, and only ONNX's own operators are run here`,
    );
  const attributes = Object.fromEntries(attribute.map((each) => [each.name, readAttribute(opType, each)]));
  return { op: opType, inputs: input, outputs: output, attributes };
}

function readAttribute(opType: string, message: AttributeMessage): Attribute {
  const text = (raw: Uint8Array): string => new TextDecoder().decode(raw);
  switch (message.type) {
    case ATTRIBUTE_TYPE.float:
      return { kind: 'float', value: message.f };
    case ATTRIBUTE_TYPE.int:
      return { kind: 'int', value: message.i };
    case ATTRIBUTE_TYPE.string:
      return { kind: 'string', value: text(message.s) };
    case ATTRIBUTE_TYPE.tensor:
      if (message.t === null) throw new CorruptModelError(`a node ${opType} lacks the tensor it is made of`);
      return { kind: 'tensor', value: readTensor(message.t) };
    case ATTRIBUTE_TYPE.floats:
      return { kind: 'floats', value: message.floats };
    case ATTRIBUTE_TYPE.ints:
      return { kind: 'ints', value: message.ints };
    case ATTRIBUTE_TYPE.strings:
      return { kind: 'strings', value: message.strings.map(text) };
    default:
      throw new CorruptModelError(`a node ${opType} has branches or another attribute that is not supported`);
  }
}

const TYPE_NAMES = new Map<number, ElementType>(
  Object.entries(DATA_TYPE).map(([name, value]) => [value, name as ElementType]),
);

function typeName(dataType: number, of: string): ElementType {
  const name = TYPE_NAMES.get(dataType);
  if (name === undefined) throw new CorruptModelError(`${of} has elements of type ${dataType}, which is not supported`);
  return name;
}

const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

function readTensor(message: TensorMessage): Initializer {
  const { name, dims, dataType, dataLocation } = message;
  if (dataLocation === EXTERNAL_DATA)
    throw new CorruptModelError(`the weights ${name} lie in another file; save the model with its weights inside`);
  const type = typeName(dataType, `the tensor ${name}`);
  const data = elementsOf(message, type);
  const expected = dims.reduce((product, size) => product * size, ELEMENT_BYTES[type]);
  if (data.byteLength !== expected)
    throw new CorruptModelError(`the tensor ${name} has ${data.byteLength} bytes where ${expected} belong`);
  return { name, type, dims, data };
}

function elementsOf(message: TensorMessage, type: ElementType): Uint8Array {
  if (message.rawData.byteLength > 0) return message.rawData;
  switch (type) {
    case 'float32':
      return bytesOf(Float32Array.from(message.floatData));
    case 'float64':
      return bytesOf(Float64Array.from(message.doubleData));
    case 'int64':
      return bytesOf(BigInt64Array.from(message.int64Data, BigInt));
    case 'int32':
      return bytesOf(Int32Array.from(message.int32Data));
    case 'uint16':
    case 'float16':
      return bytesOf(Uint16Array.from(message.int32Data));
    case 'uint8':
    case 'int8':
    case 'bool':
      return Uint8Array.from(message.int32Data);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function readValue({ name, type }: ValueMessage): GraphValue {
  const tensor = type?.tensorType ?? null;
  if (tensor === null) throw new CorruptModelError(`${name} is no tensor`);
  const dims = (tensor.shape?.dim ?? []).map(({ dimValue, dimParam }, index) =>
    dimValue > 0 ? dimValue : dimParam === '' ? `dim${index}` : dimParam,
  );
  return { name, type: typeName(tensor.elemType, name), dims };
}
