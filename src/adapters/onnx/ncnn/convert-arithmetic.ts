import { type GraphNode, node } from '../graph/model-graph.js';
import { CorruptModelError } from '../corrupt-model-error.js';
import { type LayerContext, choiceOf } from './layer-context.js';
import type { NcnnLayer } from './parse-param.js';

const BINARY = new Map([
  [0, { op: 'Add', reversed: false }],
  [1, { op: 'Sub', reversed: false }],
  [2, { op: 'Mul', reversed: false }],
  [3, { op: 'Div', reversed: false }],
  [4, { op: 'Max', reversed: false }],
  [5, { op: 'Min', reversed: false }],
  [6, { op: 'Pow', reversed: false }],
  [7, { op: 'Sub', reversed: true }],
  [8, { op: 'Div', reversed: true }],
]);

const ELTWISE = new Map([
  [0, 'Mul'],
  [1, 'Add'],
  [2, 'Max'],
]);

/** Two blobs, or one blob and a number. */
export function convertBinaryOp(layer: NcnnLayer, context: LayerContext): void {
  const { op, reversed } = choiceOf(layer, 0, 0, BINARY);
  const operands = context.inputs(layer);
  const output = context.output(layer);
  if (layer.scalars.get(1) === 1) {
    operands.push(context.constant(`${output}/scalar`, [], [layer.scalars.get(2) ?? 0]));
  }
  if (operands.length !== 2) throw new CorruptModelError(`layer ${layer.name} needs two operands`);
  context.nodes.push(node(op, reversed ? operands.toReversed() : operands, output));
}

/** Any number of blobs, summed with coefficients, multiplied, or their maximum. */
export function convertEltwise(layer: NcnnLayer, context: LayerContext): void {
  const op = choiceOf(layer, 0, 0, ELTWISE);
  const inputs = context.inputs(layer);
  const output = context.output(layer);
  const coefficients = layer.arrays.get(1);
  if (inputs.length < 2 || (coefficients !== undefined && (op !== 'Add' || coefficients.length !== inputs.length)))
    throw new CorruptModelError(`layer ${layer.name} has coefficients that don't fit its inputs`);
  const nodes: GraphNode[] = [];
  const terms = inputs.map((input, index) => {
    const coefficient = coefficients?.[index] ?? 1;
    if (coefficient === 1) return input;
    const factor = context.constant(`${output}/coefficient${index}`, [], [coefficient]);
    nodes.push(node('Mul', [input, factor], `${output}/term${index}`));
    return `${output}/term${index}`;
  });
  const last = terms.length - 1;
  terms.reduce((left, right, index) => {
    const result = index === last ? output : `${output}/partial${index}`;
    nodes.push(node(op, [left, right], result));
    return result;
  });
  context.nodes.push(...nodes);
}
