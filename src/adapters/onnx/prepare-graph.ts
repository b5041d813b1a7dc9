import { readFile } from 'node:fs/promises';

import type { Precision } from '../../contracts/job-options.js';
import type { Artifact } from '../fetch/artifact.js';
import type { CatalogueEntry } from './catalogue.js';
import { type BitDepth, addIntegerEnds } from './graph/add-integer-ends.js';
import { encodeGraph } from './graph/encode-graph.js';
import type { ModelGraph } from './graph/model-graph.js';
import { rewritePrelu } from './graph/rewrite-prelu.js';
import { convertNcnn } from './ncnn/convert-ncnn.js';
import { srvggParam } from './ncnn/srvgg-param.js';

/** Rises whenever the same source files would give another graph, so that graphs made before are made again. */
export const CONVERTER_VERSION = 1;

/** What this converter can make of a float net. */
export const PREPARED_PRECISIONS: readonly Precision[] = ['fp32'];
export const PREPARED_BIT_DEPTHS: readonly BitDepth[] = [8, 16];

export function sourceFiles({ files }: CatalogueEntry): Artifact[] {
  return files.layers.kind === 'param' ? [files.layers.file, files.weights] : [files.weights];
}

/**
 * The net of a model from its fetched files.
 * @param pathOf where each of `sourceFiles` lies
 * @throws UpreelError `ModelUnavailable` when they can't be read as what the catalogue says
 */
export async function readNet(
  id: string,
  { files }: CatalogueEntry,
  pathOf: (artifact: Artifact) => string,
): Promise<ModelGraph> {
  const param =
    files.layers.kind === 'param' ? await readFile(pathOf(files.layers.file), 'utf8') : srvggParam(files.layers.net);
  return convertNcnn({ name: id, param, bin: await readFile(pathOf(files.weights)) });
}

/** The bytes of a net as a CPU session runs it in fp32, integer pictures at both ends. */
export function prepareGraph(net: ModelGraph, bitDepth: BitDepth): Uint8Array {
  return encodeGraph(addIntegerEnds(rewritePrelu(net), bitDepth));
}
