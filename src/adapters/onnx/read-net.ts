import { readFile } from 'node:fs/promises';

import type { Artifact } from '../fetch/artifact.js';
import type { CatalogueEntry, NcnnFiles } from './catalogue-entry.js';
import { encodeGraph } from './graph/encode-graph.js';
import { convertNcnn } from './ncnn/convert-ncnn.js';
import { rrdbParam } from './ncnn/rrdb-param.js';
import { srvggParam } from './ncnn/srvgg-param.js';
import type { PthExporter } from './pth/pth-exporter.js';

export function sourceFiles({ files }: CatalogueEntry): Artifact[] {
  return files.format === 'ncnn' && files.layers.kind === 'param'
    ? [files.layers.file, files.weights]
    : [files.weights];
}

interface FetchedModel {
  readonly id: string;
  readonly entry: CatalogueEntry;
  /** Where each of `sourceFiles` lies. */
  readonly pathOf: (artifact: Artifact) => string;
  readonly exporter: PthExporter;
}

/**
 * The float net of a model from its fetched files, as an `.onnx` file.
 * @throws UpreelError `ModelUnavailable` when they can't be read as what the catalogue says
 */
export async function readNet({
  id,
  entry: { files, tiles, scale },
  pathOf,
  exporter,
}: FetchedModel): Promise<Uint8Array> {
  if (files.format === 'ncnn') {
    const param = await paramOf(files, pathOf);
    return encodeGraph(convertNcnn({ name: id, param, bin: await readFile(pathOf(files.weights)) }));
  }
  const { graph } = await exporter.export(pathOf(files.weights), { scale, tiles });
  return graph;
}

async function paramOf({ layers }: NcnnFiles, pathOf: (artifact: Artifact) => string): Promise<string> {
  switch (layers.kind) {
    case 'param':
      return readFile(pathOf(layers.file), 'utf8');
    case 'srvgg-compact':
      return srvggParam(layers.net);
    case 'rrdb':
      return rrdbParam(layers.net);
  }
}
