import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import { MODELS, type ModelId, isModelId } from '../../contracts/models.js';
import type { Artifact } from '../fetch/artifact.js';
import { fetchArtifact } from '../fetch/fetch-artifact.js';
import { CATALOGUE, type CatalogueEntry } from './catalogue.js';
import type { GraphRequest, GraphSource, SessionGraph } from './graph-source.js';
import { type ModelManifest, type PreparedGraph, parseManifest, sha256Of } from './model-manifest.js';
import {
  CONVERTER_VERSION,
  PREPARED_BIT_DEPTHS,
  PREPARED_PRECISIONS,
  prepareGraph,
  readNet,
  sourceFiles,
} from './prepare-graph.js';

export interface ModelListing {
  readonly id: ModelId;
  readonly installed: boolean;
  /** Bytes of the prepared graphs; 0 when not installed. */
  readonly sizeBytes: number;
  readonly licence: string;
  readonly architecture: string;
  readonly scale: number;
}

export interface ModelStore extends GraphSource {
  /**
   * Fetches and converts a model, unless that is done and undamaged.
   * @throws UpreelError `ModelUnavailable` naming all that was tried
   */
  pull(id: ModelId): Promise<ModelListing>;
  /** What is wrong with an installed model, one sentence each; empty when every graph is as the manifest says. */
  verify(id: ModelId): Promise<string[]>;
  list(): Promise<ModelListing[]>;
}

export interface ModelStoreSettings {
  /** Gets a folder a model: its source files, `<precision>-<bits>bit.onnx` and `manifest.json`. */
  readonly directory: string;
  readonly fetch?: (artifact: Artifact, directory: string) => Promise<string>;
  readonly catalogue?: Readonly<Record<ModelId, CatalogueEntry>>;
}

export function createModelStore(settings: ModelStoreSettings): ModelStore {
  const { directory, fetch = fetchArtifact, catalogue = CATALOGUE } = settings;
  const folder = (id: ModelId): string => join(directory, id);

  async function install(id: ModelId): Promise<ModelManifest> {
    const entry = catalogue[id];
    const artifacts = sourceFiles(entry);
    await mkdir(folder(id), { recursive: true });
    const paths = new Map<Artifact, string>();
    for (const artifact of artifacts) paths.set(artifact, await fetchFor(id, artifact));
    const net = await readNet(id, entry, (artifact) => paths.get(artifact) ?? '');
    const graphs: PreparedGraph[] = [];
    for (const bitDepth of PREPARED_BIT_DEPTHS) {
      const bytes = prepareGraph(net, bitDepth);
      const fileName = `fp32-${bitDepth}bit.onnx`;
      await writeWhole(join(folder(id), fileName), bytes);
      graphs.push({ precision: 'fp32', bitDepth, fileName, sizeBytes: bytes.byteLength, sha256: sha256Of(bytes) });
    }
    const sources = artifacts.map(({ fileName, sha256 }) => ({ fileName, sha256 }));
    const manifest = { model: id, converterVersion: CONVERTER_VERSION, sources, graphs };
    // Last: a model counts as installed by its manifest.
    await writeWhole(join(folder(id), 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    return manifest;
  }

  async function fetchFor(id: ModelId, artifact: Artifact): Promise<string> {
    try {
      return await fetch(artifact, folder(id));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UpreelError(FailureType.ModelUnavailable, `Model ${id} can't be installed: ${reason}`, {
        cause: error,
      });
    }
  }

  /** The manifest, if it is of this catalogue's files and this converter. */
  async function readManifest(id: ModelId): Promise<ModelManifest | undefined> {
    const text = await readFile(join(folder(id), 'manifest.json'), 'utf8').catch(() => '');
    const manifest = parseManifest(text);
    const expected = sourceFiles(catalogue[id]).map(({ sha256 }) => sha256);
    const current =
      manifest?.converterVersion === CONVERTER_VERSION &&
      manifest.sources.map(({ sha256 }) => sha256).join() === expected.join();
    return current ? manifest : undefined;
  }

  async function readGraph(id: ModelId, graph: PreparedGraph): Promise<Uint8Array> {
    const path = join(folder(id), graph.fileName);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined && sha256Of(bytes) === graph.sha256) return bytes;
    throw new UpreelError(
      FailureType.ModelUnavailable,
      `${path} is ${bytes === undefined ? 'missing' : 'damaged'}. Get it again: npx upreel models pull ${id}`,
    );
  }

  async function verify(id: ModelId): Promise<string[]> {
    const manifest = await readManifest(id);
    if (manifest === undefined) return [notInstalled(id)];
    const findings = await Promise.all(
      manifest.graphs.map((graph) =>
        readGraph(id, graph).then(
          () => [],
          (error: unknown) => [error instanceof Error ? error.message : String(error)],
        ),
      ),
    );
    return findings.flat();
  }

  async function describe(id: ModelId): Promise<ModelListing> {
    const manifest = await readManifest(id);
    const { licence, architecture, scale } = catalogue[id];
    const sizeBytes = (manifest?.graphs ?? []).reduce((sum, graph) => sum + graph.sizeBytes, 0);
    return { id, installed: manifest !== undefined, sizeBytes, licence, architecture, scale };
  }

  return {
    verify,
    list: () => Promise.all(Object.keys(MODELS).filter(isModelId).map(describe)),
    async pull(id) {
      if ((await verify(id)).length > 0) await install(id);
      return describe(id);
    },
    async graph({ model, precision, bitDepth }: GraphRequest): Promise<SessionGraph> {
      if (!isModelId(model)) throw unknownModel(model);
      if (!PREPARED_PRECISIONS.includes(precision)) throw precisionNotHere(model, precision);
      const manifest = await readManifest(model);
      const graph = manifest?.graphs.find((each) => each.precision === precision && each.bitDepth === bitDepth);
      if (graph === undefined) throw new UpreelError(FailureType.ModelUnavailable, notInstalled(model));
      const { scale, receptiveFieldPx } = catalogue[model];
      return { bytes: await readGraph(model, graph), sha256: graph.sha256, scale, receptiveFieldPx };
    },
  };
}

/** Nothing but the whole content ever has the file's name, also when two processes install the same model. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, content);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}

function notInstalled(id: ModelId): string {
  return `Model ${id} is not installed on this worker. Get it: npx upreel models pull ${id}`;
}

function unknownModel(model: string): UpreelError {
  return new UpreelError(
    FailureType.ModelUnavailable,
    `There is no model ${model}. There are: ${Object.keys(MODELS).join(', ')}.`,
  );
}

function precisionNotHere(model: string, precision: string): UpreelError {
  return new UpreelError(
    FailureType.ModelUnavailable,
    `This worker can't run ${model} in ${precision}. It can do: ${PREPARED_PRECISIONS.join(', ')}.`,
  );
}
