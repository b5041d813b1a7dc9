import type { Precision } from '../../contracts/job-options.js';
import { type BitDepth, addIntegerEnds } from './graph/add-integer-ends.js';
import { decodeGraph } from './graph/decode-graph.js';
import { encodeGraph } from './graph/encode-graph.js';
import { rewritePrelu } from './graph/rewrite-prelu.js';
import type { ModelFolder } from './model-folder.js';
import type { PreparedGraph } from './model-manifest.js';

/** Rises whenever the same source files would give another graph, so that graphs made before are made again. */
export const CONVERTER_VERSION = 1;

const BIT_DEPTHS: readonly BitDepth[] = [8, 16];

/** Writes the graphs a CPU session runs in fp32: PReLU rewritten, integer pictures at both ends. */
export function prepareFp32(netBytes: Uint8Array, folder: ModelFolder): Promise<PreparedGraph[]> {
  const net = rewritePrelu(decodeGraph(netBytes));
  return writeGraphs('fp32', (bitDepth) => encodeGraph(addIntegerEnds(net, bitDepth)), folder);
}

/** Writes a graph a bit depth. */
export async function writeGraphs(
  precision: Precision,
  bytesOf: (bitDepth: BitDepth) => Uint8Array,
  folder: ModelFolder,
): Promise<PreparedGraph[]> {
  const graphs: PreparedGraph[] = [];
  for (const bitDepth of BIT_DEPTHS) {
    const file = await folder.write(`${precision}-${bitDepth}bit.onnx`, bytesOf(bitDepth));
    graphs.push({ precision, bitDepth, ...file });
  }
  return graphs;
}
