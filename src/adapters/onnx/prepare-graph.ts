import type { Precision } from '../../contracts/job-options.js';
import { type BitDepth, addIntegerEnds } from './graph/add-integer-ends.js';
import type { ModelGraph } from './graph/model-graph.js';
import { rewritePrelu } from './graph/rewrite-prelu.js';

/** The precisions that can be made of a float net here. */
export const PREPARED_PRECISIONS: readonly Precision[] = ['fp32'];

/** A float net as a session runs it: fast on the CPU provider, integer pictures at both ends. */
export function prepareGraph(net: ModelGraph, bitDepth: BitDepth): ModelGraph {
  return addIntegerEnds(rewritePrelu(net), bitDepth);
}
