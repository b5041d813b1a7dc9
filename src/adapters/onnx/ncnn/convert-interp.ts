import { type Attribute, float, node, string } from '../graph/model-graph.js';
import { CorruptModelError } from '../corrupt-model-error.js';
import { type LayerContext, choiceOf } from './layer-context.js';
import type { NcnnLayer } from './parse-param.js';

/** ncnn's three ways to enlarge, as ONNX says them. */
const MODES = new Map<number, Readonly<Record<string, Attribute>>>([
  [1, { mode: string('nearest'), coordinate_transformation_mode: string('asymmetric'), nearest_mode: string('floor') }],
  [2, { mode: string('linear'), coordinate_transformation_mode: string('half_pixel') }],
  [3, { mode: string('cubic'), coordinate_transformation_mode: string('half_pixel'), cubic_coeff_a: float(-0.75) }],
]);

/** Interp by factors; a fixed output size (keys 3 and 4) would tie the net to one picture size. */
export function convertInterp(layer: NcnnLayer, context: LayerContext): void {
  const mode = choiceOf(layer, 0, 0, MODES);
  const vertical = layer.scalars.get(1) ?? 1;
  const horizontal = layer.scalars.get(2) ?? 1;
  const fixedSize = [3, 4, 6].some((key) => (layer.scalars.get(key) ?? 0) !== 0);
  if (fixedSize || vertical <= 0 || horizontal <= 0)
    throw new CorruptModelError(`layer ${layer.name} resizes in a way that is not supported`);
  const input = context.input(layer);
  const output = context.output(layer);
  const scales = context.constant(`${output}/scales`, [4], [1, 1, vertical, horizontal]);
  context.nodes.push(node('Resize', [input, '', scales], output, mode));
}
