import {
  type GraphNode,
  type Initializer,
  type ModelGraph,
  floatInitializer,
  floatsOf,
  int,
  node,
} from './model-graph.js';

/** The values a tensor takes, as far as they shall be told apart. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const STEPS = 255;
const WEIGHT_STEPS = 127;

/** Convolutions with constant weights: what quantizeInt8 can work on. */
export function quantizableConvolutions(graph: ModelGraph): GraphNode[] {
  const constants = new Set(graph.initializers.map(({ name }) => name));
  return graph.nodes.filter(
    ({ op, inputs: [, weight, bias] }) =>
      op === 'Conv' && constants.has(weight ?? '') && (bias === undefined || constants.has(bias)),
  );
}

/** Names of the tensors whose ranges quantizeInt8 needs for these convolutions. */
export function tensorsToMeasure(convolutions: readonly GraphNode[]): string[] {
  return [...new Set(convolutions.flatMap(({ inputs, outputs }) => [inputs[0] ?? '', outputs[0] ?? '']))];
}

/**
 * The graph with these convolutions in 8 bits, written as the runtime wants it: a QuantizeLinear and DequantizeLinear
 * around uint8 activations, int8 weights with a step for each output channel, int32 biases.
 * @param ranges of every tensor of tensorsToMeasure
 */
export function quantizeInt8(
  graph: ModelGraph,
  convolutions: readonly GraphNode[],
  ranges: ReadonlyMap<string, ValueRange>,
): ModelGraph {
  const constants = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
  const chosen = new Set(convolutions);
  const measured = new Set(tensorsToMeasure(convolutions));
  const steps = new Map([...measured].map((name) => [name, stepOf(ranges.get(name), name)]));
  const initializers: Initializer[] = [...steps].flatMap(([name, { scale, zero }]) => [
    floatInitializer(`${name}/step`, [], [scale]),
    { name: `${name}/zero`, type: 'uint8', dims: [], data: Uint8Array.of(zero) },
  ]);
  const pair = (name: string): GraphNode[] => [
    node('QuantizeLinear', [name, `${name}/step`, `${name}/zero`], `${name}/quantized`),
    node('DequantizeLinear', [`${name}/quantized`, `${name}/step`, `${name}/zero`], `${name}/dequantized`),
  ];
  const rounded = (name: string): string => (measured.has(name) ? `${name}/dequantized` : name);
  const nodes: GraphNode[] = graph.inputs.flatMap(({ name }) => (measured.has(name) ? pair(name) : []));
  for (const original of graph.nodes) {
    const renamed = { ...original, inputs: original.inputs.map(rounded) };
    const step = steps.get(original.inputs[0] ?? '');
    if (chosen.has(original) && step !== undefined) {
      const quantized = quantizeWeights(renamed, step.scale, constants);
      initializers.push(...quantized.initializers);
      nodes.push(...quantized.nodes);
    } else {
      nodes.push(renamed);
    }
    nodes.push(...original.outputs.flatMap((name) => (measured.has(name) ? pair(name) : [])));
  }
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    ...graph,
    nodes,
    initializers: [...graph.initializers.filter(({ name }) => used.has(name)), ...initializers],
  };
}

interface Step {
  readonly scale: number;
  readonly zero: number;
}

/** Zero is always among the values told apart: paddings are zeros. */
function stepOf(range: ValueRange | undefined, name: string): Step {
  if (range === undefined) throw new TypeError(`the range of ${name} was not measured`);
  const low = Math.min(0, range.low);
  const high = Math.max(0, range.high);
  const scale = high > low ? Math.fround((high - low) / STEPS) : 1;
  return { scale, zero: Math.round(-low / scale) };
}

function quantizeWeights(
  convolution: GraphNode,
  inputScale: number,
  constants: ReadonlyMap<string, Initializer>,
): { nodes: GraphNode[]; initializers: Initializer[] } {
  const [input = '', weightName = '', biasName] = convolution.inputs;
  const [output = ''] = convolution.outputs;
  const weight = constants.get(weightName);
  if (weight === undefined) throw new TypeError(`${weightName} is not constant`);
  const weights = floatsOf(weight);
  const channels = weight.dims[0] ?? 1;
  const perChannel = weights.length / channels;
  const scales = new Float32Array(channels);
  const quantized = new Int8Array(weights.length);
  for (let channel = 0; channel < channels; channel++) {
    const own = weights.subarray(channel * perChannel, (channel + 1) * perChannel);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = Math.fround(largest === 0 ? 1 : largest / WEIGHT_STEPS);
    scales[channel] = scale;
    own.forEach((value, index) => {
      quantized[channel * perChannel + index] = Math.round(value / scale);
    });
  }
  const prefix = `${output}/int8`;
  const weightAs = { kernel: `${prefix}-weight`, step: `${prefix}-step`, zero: `${prefix}-zero` };
  const nodes = [
    node('DequantizeLinear', [weightAs.kernel, weightAs.step, weightAs.zero], `${prefix}-kernel`, { axis: int(0) }),
  ];
  const initializers: Initializer[] = [
    { name: weightAs.kernel, type: 'int8', dims: weight.dims, data: new Uint8Array(quantized.buffer) },
    floatInitializer(weightAs.step, [channels], scales),
    { name: weightAs.zero, type: 'int8', dims: [channels], data: new Uint8Array(channels) },
  ];
  const operands = [input, `${prefix}-kernel`];
  const bias = biasName === undefined ? undefined : constants.get(biasName);
  if (bias !== undefined) {
    const biasScales = scales.map((scale) => scale * inputScale);
    const steps = Int32Array.from(floatsOf(bias), (value, channel) => Math.round(value / (biasScales[channel] ?? 1)));
    nodes.push(
      node('DequantizeLinear', [`${prefix}-bias`, `${prefix}-bias-step`, `${prefix}-bias-zero`], `${prefix}-offset`, {
        axis: int(0),
      }),
    );
    initializers.push(
      { name: `${prefix}-bias`, type: 'int32', dims: [channels], data: new Uint8Array(steps.buffer) },
      floatInitializer(`${prefix}-bias-step`, [channels], biasScales),
      { name: `${prefix}-bias-zero`, type: 'int32', dims: [channels], data: new Uint8Array(channels * 4) },
    );
    operands.push(`${prefix}-offset`);
  }
  return { nodes: [...nodes, { ...convolution, inputs: operands }], initializers };
}
