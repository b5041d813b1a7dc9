import { float, int, ints, node } from '../graph/model-graph.js';
import { CorruptModelError } from '../corrupt-model-error.js';
import { type LayerContext, choiceOf, sizeOf } from './layer-context.js';
import type { NcnnLayer } from './parse-param.js';

const ACTIVATIONS = new Map([
  [0, 'none'],
  [1, 'Relu'],
  [2, 'LeakyRelu'],
] as const);

/** Convolution, its bias and the activation folded into it. */
export function convertConvolution(layer: NcnnLayer, context: LayerContext): void {
  const channels = sizeOf(layer, 0);
  const kernelWidth = sizeOf(layer, 1);
  const kernelHeight = sizeOf(layer, 11, kernelWidth);
  const weightCount = sizeOf(layer, 6);
  const inputChannels = weightCount / (channels * kernelWidth * kernelHeight);
  if (!Number.isInteger(inputChannels))
    throw new CorruptModelError(`layer ${layer.name} has ${weightCount} weights, not a whole number of kernels`);
  const input = context.input(layer);
  const output = context.output(layer);
  const dims = [channels, inputChannels, kernelHeight, kernelWidth];
  const operands = [input, context.constant(`${output}/weight`, dims, context.weights.readTagged(weightCount))];
  if (choiceOf(layer, 5, 0, BIAS)) {
    operands.push(context.constant(`${output}/bias`, [channels], context.weights.readRaw(channels)));
  }
  const activation = choiceOf(layer, 9, 0, ACTIVATIONS);
  const convolved = activation === 'none' ? output : `${output}/linear`;
  context.nodes.push(node('Conv', operands, convolved, geometry(layer, kernelWidth, kernelHeight)));
  if (activation === 'none') return;
  const attributes = activation === 'LeakyRelu' ? { alpha: float(layer.arrays.get(10)?.[0] ?? 0) } : {};
  context.nodes.push(node(activation, [convolved], output, attributes));
}

const BIAS = new Map([
  [0, false],
  [1, true],
]);

function geometry(layer: NcnnLayer, kernelWidth: number, kernelHeight: number) {
  const left = padding(layer, 4, 0);
  const right = padding(layer, 15, left);
  const top = padding(layer, 14, left);
  const bottom = padding(layer, 16, top);
  const dilation = sizeOf(layer, 2, 1);
  const stride = sizeOf(layer, 3, 1);
  return {
    kernel_shape: ints(kernelHeight, kernelWidth),
    pads: ints(top, left, bottom, right),
    strides: ints(sizeOf(layer, 13, stride), stride),
    dilations: ints(sizeOf(layer, 12, dilation), dilation),
    group: int(1),
  };
}

/** Zero padding only: ncnn's negative values mean "same" padding and a nonzero key 18 another pad value. */
function padding(layer: NcnnLayer, key: number, fallback: number): number {
  const value = layer.scalars.get(key) ?? fallback;
  if (!Number.isInteger(value) || value < 0 || (layer.scalars.get(18) ?? 0) !== 0)
    throw new CorruptModelError(`layer ${layer.name} pads in a way that is not supported`);
  return value;
}
