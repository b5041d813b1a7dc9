import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { type ImportedModelId, importedModelId } from '../../../contracts/models.js';
import { decodeGraph } from '../graph/decode-graph.js';
import { encodeGraph } from '../graph/encode-graph.js';
import type { ModelGraph } from '../graph/model-graph.js';
import type { ModelFolder } from '../model-folder.js';
import { sha256Of } from '../model-manifest.js';
import { CONVERTER_VERSION, prepareFp32 } from '../prepare-graph.js';
import type { PthExporter } from '../pth/pth-exporter.js';
import type { TileRule } from '../tile-rule.js';
import { examineNet } from './examine-net.js';

const PTH_ENDINGS: readonly string[] = ['.pth', '.pt', '.safetensors'];

interface Import {
  readonly path: string;
  readonly folderOf: (id: ImportedModelId) => ModelFolder;
  readonly exporter: PthExporter;
}

/**
 * Installs a file of one's own under an id made of its scale and its sha256, when it turns out to be a model of
 * pictures; nothing is written otherwise.
 * @throws UpreelError `InvalidInput` for another kind of file, `ModelUnavailable` or `ModelOutputInvalid` for one that
 *   is damaged or does something else
 */
export async function importModel({ path, folderOf, exporter }: Import): Promise<ImportedModelId> {
  const file = await readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UpreelError(FailureType.InvalidInput, `${path} can't be read: ${reason}.`, { cause: error });
  });
  const read = await readImported(path, file, exporter);
  const examined = await examineNet(read.graph, read.tiles);
  const id = importedModelId(examined.scale, sha256Of(file));
  const folder = folderOf(id);
  const netBytes = encodeGraph(examined.net);
  const net = await folder.write('net.onnx', netBytes);
  const graphs = await prepareFp32(netBytes, folder);
  await folder.writeManifest({
    model: id,
    converterVersion: CONVERTER_VERSION,
    sources: [{ fileName: basename(path), sha256: sha256Of(file) }],
    net,
    graphs,
    imported: {
      scale: examined.scale,
      tiles: examined.tiles,
      architecture: [read.architecture, examined.description].filter((text) => text !== '').join('; '),
    },
  });
  return id;
}

interface ReadModel {
  readonly graph: ModelGraph;
  readonly architecture: string;
  /** Where the file's format says it; otherwise the net is examined. */
  readonly tiles?: TileRule;
}

async function readImported(path: string, file: Uint8Array, exporter: PthExporter): Promise<ReadModel> {
  const ending = extname(path).toLowerCase();
  if (ending === '.onnx') return { graph: decodeGraph(file), architecture: '' };
  if (!PTH_ENDINGS.includes(ending))
    throw new UpreelError(
      FailureType.InvalidInput,
      `${path} is no model file that can be read here: its name must end in .onnx or ${PTH_ENDINGS.join(', ')}.`,
    );
  const { graph, architecture, tiles } = await exporter.export(path);
  return {
    graph: decodeGraph(graph),
    architecture,
    ...(tiles.fixed !== undefined && { tiles }),
  };
}
