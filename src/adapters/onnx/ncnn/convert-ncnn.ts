import { type GraphNode, type ModelGraph, int, node, string } from '../graph/model-graph.js';
import { convertBinaryOp, convertEltwise } from './convert-arithmetic.js';
import { convertConvolution } from './convert-convolution.js';
import { convertInterp } from './convert-interp.js';
import { CorruptModelError } from '../corrupt-model-error.js';
import { LayerContext, choiceOf, sizeOf } from './layer-context.js';
import { type NcnnLayer, parseParam } from './parse-param.js';
import { WeightReader } from './weight-reader.js';

type LayerConverter = (layer: NcnnLayer, context: LayerContext) => void;

/** Every layer of SRVGGNetCompact, RRDBNet and SPAN. */
const CONVERTERS = new Map<string, LayerConverter>([
  ['Input', (layer, context) => void context.output(layer)],
  [
    'Split',
    (layer, context) => {
      context.alias(layer, context.input(layer));
    },
  ],
  ['Convolution', convertConvolution],
  ['Interp', convertInterp],
  ['BinaryOp', convertBinaryOp],
  ['Eltwise', convertEltwise],
  ['PReLU', convertPrelu],
  ['PixelShuffle', convertPixelShuffle],
  ['Concat', convertConcat],
  [
    'Sigmoid',
    (layer, context) => {
      append(layer, context, (input, output) => [node('Sigmoid', [input], output)]);
    },
  ],
  ['Swish', convertSwish],
  ['MemoryData', convertMemoryData],
]);

/**
 * A net in ncnn's two files as a float graph of N×3×H×W pictures in 0…1.
 * @throws CorruptModelError when the files are damaged, don't belong together, or hold a layer not known here
 */
export function convertNcnn(files: {
  readonly name: string;
  readonly param: string;
  readonly bin: Uint8Array;
}): ModelGraph {
  const layers = parseParam(files.param);
  const context = new LayerContext(new WeightReader(files.bin));
  for (const layer of layers) {
    const convert = CONVERTERS.get(layer.type);
    if (convert === undefined) throw new CorruptModelError(`layer ${layer.name} is a ${layer.type}, not known here`);
    convert(layer, context);
  }
  context.weights.assertEnd();
  const inputs = layers.filter(({ type }) => type === 'Input').flatMap(({ outputs }) => outputs);
  const outputs = context.unused();
  const [input] = inputs;
  const [output] = outputs;
  if (input === undefined || output === undefined || inputs.length > 1 || outputs.length > 1)
    throw new CorruptModelError(
      `the net has ${inputs.length} inputs and ${outputs.length} outputs instead of one each`,
    );
  return {
    name: files.name,
    nodes: context.nodes,
    initializers: context.initializers,
    inputs: [{ name: `net/${input}`, type: 'float32', dims: ['N', 3, 'H', 'W'] }],
    outputs: [{ name: output, type: 'float32', dims: ['N', 3, 'OutH', 'OutW'] }],
  };
}

function append(
  layer: NcnnLayer,
  context: LayerContext,
  build: (input: string, output: string) => readonly GraphNode[],
): void {
  const input = context.input(layer);
  context.nodes.push(...build(input, context.output(layer)));
}

function convertPrelu(layer: NcnnLayer, context: LayerContext): void {
  const count = sizeOf(layer, 0);
  append(layer, context, (input, output) => {
    const slope = context.constant(`${output}/slope`, [count, 1, 1], context.weights.readRaw(count));
    return [node('PRelu', [input, slope], output)];
  });
}

function convertPixelShuffle(layer: NcnnLayer, context: LayerContext): void {
  const mode = choiceOf(
    layer,
    1,
    0,
    new Map([
      [0, 'CRD'],
      [1, 'DCR'],
    ]),
  );
  const attributes = { blocksize: int(sizeOf(layer, 0, 1)), mode: string(mode) };
  append(layer, context, (input, output) => [node('DepthToSpace', [input], output, attributes)]);
}

function convertConcat(layer: NcnnLayer, context: LayerContext): void {
  const axis = choiceOf(
    layer,
    0,
    0,
    new Map([
      [0, 1],
      [1, 2],
      [2, 3],
    ]),
  );
  const inputs = context.inputs(layer);
  context.nodes.push(node('Concat', inputs, context.output(layer), { axis: int(axis) }));
}

function convertSwish(layer: NcnnLayer, context: LayerContext): void {
  append(layer, context, (input, output) => [
    node('Sigmoid', [input], `${output}/gate`),
    node('Mul', [input, `${output}/gate`], output),
  ]);
}

function convertMemoryData(layer: NcnnLayer, context: LayerContext): void {
  if ((layer.scalars.get(21) ?? 1) !== 1)
    throw new CorruptModelError(`layer ${layer.name} stores its data in a way that is not supported`);
  const [width, height, channels] = [0, 1, 2].map((key) =>
    (layer.scalars.get(key) ?? 0) === 0 ? 1 : sizeOf(layer, key),
  );
  const dims = [1, channels ?? 1, height ?? 1, width ?? 1];
  context.constant(
    context.output(layer),
    dims,
    context.weights.readRaw(dims.reduce((product, size) => product * size)),
  );
}
