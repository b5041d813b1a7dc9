import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import {
  type CatalogueModelId,
  MODELS,
  type ModelId,
  isCatalogueModelId,
  isImportedModelId,
  isModelId,
} from '../../contracts/models.js';
import type { Precision } from '../../contracts/job-options.js';
import type { Artifact } from '../fetch/artifact.js';
import { fetchArtifact } from '../fetch/fetch-artifact.js';
import { type Quantizer, createQuantizer } from './calibration/quantize-in-thread.js';
import { CATALOGUE } from './catalogue.js';
import { precisionsOf } from './device/precisions-of.js';
import type { CatalogueEntry } from './catalogue-entry.js';
import type { GraphRequest, GraphSource, SessionGraph } from './graph-source.js';
import { importModel } from './import/import-model.js';
import { ModelFolder } from './model-folder.js';
import type { ImportedFacts, ModelManifest, PreparedGraph, StoredFile } from './model-manifest.js';
import { CONVERTER_VERSION, prepareFp32 } from './prepare-graph.js';
import { int8Problem, preparePrecision } from './prepare-precision.js';
import { createPthExporter } from './pth/create-pth-exporter.js';
import type { PthExporter } from './pth/pth-exporter.js';
import { readNet, sourceFiles } from './read-net.js';

export interface ModelListing {
  readonly id: ModelId;
  readonly installed: boolean;
  /** Bytes of the prepared fp32 graphs; 0 when not installed. */
  readonly sizeBytes: number;
  /** Of the weights; of an imported model it is not known here. */
  readonly licence: string;
  readonly architecture: string;
  readonly scale: number;
}

export interface ModelStore extends GraphSource {
  /**
   * Fetches and converts a model, unless that is done and undamaged.
   * @throws UpreelError `ModelUnavailable` naming all that was tried
   */
  pull(id: CatalogueModelId): Promise<ModelListing>;
  /**
   * Makes a model of a `.onnx` or `.pth` file of one's own; the same file gives the same id.
   * @throws UpreelError `ModelUnavailable` or `ModelOutputInvalid` for a file that is no model of pictures
   */
  importFile(path: string): Promise<ModelListing>;
  /**
   * What keeps a model from being run, in fp32 unless told otherwise, one sentence each; empty when every graph is as the
   * manifest says. What a precision loses is known only where it was prepared before.
   */
  verify(id: ModelId, precision?: Precision): Promise<string[]>;
  /** The catalogue, and the models that were imported here. */
  list(): Promise<ModelListing[]>;
}

export interface ModelStoreSettings {
  /** Gets a folder a model: its source files, `net.onnx`, `<precision>-<bits>bit.onnx` and `manifest.json`. */
  readonly directory: string;
  readonly fetch?: (artifact: Artifact, directory: string) => Promise<string>;
  readonly catalogue?: Readonly<Record<CatalogueModelId, CatalogueEntry>>;
  readonly quantize?: Quantizer;
  readonly exporter?: PthExporter;
  /** Is told what takes long. */
  readonly say?: (line: string) => void;
  /** What this machine's device runs. Asked at the first precision that not every device has. */
  readonly precisions?: () => Promise<readonly Precision[]>;
}

const cpuPrecisions = () => Promise.resolve(precisionsOf('cpu'));

export function createModelStore(settings: ModelStoreSettings): ModelStore {
  const { directory, fetch = fetchArtifact, catalogue = CATALOGUE, quantize = createQuantizer() } = settings;
  const { precisions = cpuPrecisions, say = () => undefined } = settings;
  const { exporter = createPthExporter({ directory: join(directory, '..', 'pth-exporter'), say }) } = settings;
  const preparing = new Map<string, Promise<readonly PreparedGraph[]>>();
  const folderOf = (id: ModelId): ModelFolder => new ModelFolder(join(directory, id));
  const factsOf = (id: ModelId, manifest: ModelManifest): ImportedFacts | CatalogueEntry | undefined =>
    isCatalogueModelId(id) ? catalogue[id] : manifest.imported;

  async function install(id: CatalogueModelId): Promise<void> {
    const entry = catalogue[id];
    const folder = folderOf(id);
    await mkdir(folder.path, { recursive: true });
    const artifacts = sourceFiles(entry);
    const paths = new Map<Artifact, string>();
    for (const artifact of artifacts) paths.set(artifact, await fetchFor(id, artifact, folder.path));
    const netBytes = await readNet({ id, entry, pathOf: (artifact) => paths.get(artifact) ?? '', exporter });
    const sources = artifacts.map(({ fileName, sha256 }) => ({ fileName, sha256 }));
    const net = await folder.write('net.onnx', netBytes);
    const graphs = await prepareFp32(netBytes, folder);
    await folder.writeManifest({ model: id, converterVersion: CONVERTER_VERSION, sources, net, graphs });
  }

  async function fetchFor(id: ModelId, artifact: Artifact, target: string): Promise<string> {
    try {
      return await fetch(artifact, target);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UpreelError(FailureType.ModelUnavailable, `Model ${id} can't be installed: ${reason}`, {
        cause: error,
      });
    }
  }

  /** The manifest, if it is of this catalogue's files and this converter. */
  async function readManifest(id: ModelId): Promise<ModelManifest | undefined> {
    const manifest = await folderOf(id).readManifest();
    if (manifest?.converterVersion !== CONVERTER_VERSION) return undefined;
    if (manifest.model !== id) return undefined;
    if (!isCatalogueModelId(id)) return manifest.imported === undefined ? undefined : manifest;
    const expected = sourceFiles(catalogue[id]).map(({ sha256 }) => sha256);
    return manifest.sources.map(({ sha256 }) => sha256).join() === expected.join() ? manifest : undefined;
  }

  async function readFile(id: ModelId, file: StoredFile): Promise<Uint8Array> {
    const folder = folderOf(id);
    const bytes = await folder.read(file);
    if (typeof bytes !== 'string') return bytes;
    throw new UpreelError(
      FailureType.ModelUnavailable,
      `${join(folder.path, file.fileName)} is ${bytes}. Get it again: ${howToGet(id)}`,
    );
  }

  /** The graphs of one precision: those of fp32 came with the model, others are made when first asked for. */
  async function graphsOf(
    id: ModelId,
    manifest: ModelManifest,
    precision: Precision,
  ): Promise<readonly PreparedGraph[]> {
    if (precision === 'fp32') return manifest.graphs;
    const key = `${id} ${precision}`;
    const running =
      preparing.get(key) ??
      preparePrecision({
        id,
        precision,
        manifest,
        folder: folderOf(id),
        quantize,
        readNet: () => readFile(id, manifest.net),
      });
    preparing.set(key, running);
    try {
      return await running;
    } finally {
      preparing.delete(key);
    }
  }

  async function verify(id: ModelId, precision: Precision = 'fp32'): Promise<string[]> {
    const manifest = await readManifest(id);
    if (manifest === undefined) return [notInstalled(id)];
    const findings = await Promise.all(
      [manifest.net, ...manifest.graphs].map((file) =>
        readFile(id, file).then(
          () => [],
          (error: unknown) => [error instanceof Error ? error.message : String(error)],
        ),
      ),
    );
    return [...findings.flat(), ...(await precisionProblems(id, manifest, precision))];
  }

  /** Why this machine can't run a model in a precision, which all run in fp32; null when it can. */
  async function notHere(id: ModelId, precision: Precision): Promise<UpreelError | null> {
    if (precision === 'fp32') return null;
    const here = await precisions();
    return here.includes(precision) ? null : precisionNotHere(id, precision, here);
  }

  async function precisionProblems(id: ModelId, { net }: ModelManifest, precision: Precision): Promise<string[]> {
    const missing = await notHere(id, precision);
    if (missing !== null) return [missing.message];
    const made = await folderOf(id).readPrecision(precision);
    const problem = made?.netSha256 === net.sha256 ? int8Problem(id, made.psnrDb) : null;
    return problem === null ? [] : [problem];
  }

  async function describe(id: CatalogueModelId): Promise<ModelListing> {
    const manifest = await readManifest(id);
    const { licence, architecture, scale } = catalogue[id];
    const sizeBytes = (manifest?.graphs ?? []).reduce((sum, graph) => sum + graph.sizeBytes, 0);
    return { id, installed: manifest !== undefined, sizeBytes, licence, architecture, scale };
  }

  async function describeImported(id: ModelId): Promise<ModelListing[]> {
    const manifest = await readManifest(id);
    if (manifest?.imported === undefined) return [];
    const { scale } = manifest.imported;
    const files = manifest.sources.map(({ fileName }) => fileName).join(', ');
    const architecture = `imported from ${files}: ${manifest.imported.architecture}`;
    const sizeBytes = manifest.graphs.reduce((sum, graph) => sum + graph.sizeBytes, 0);
    return [{ id, installed: true, sizeBytes, licence: 'not known here', architecture, scale }];
  }

  return {
    verify,
    async list() {
      const names: string[] = await readdir(directory).catch(() => []);
      const imported = await Promise.all(
        names
          .filter(isImportedModelId)
          .sort()
          .map((id) => describeImported(id)),
      );
      return [...(await Promise.all(Object.keys(MODELS).filter(isCatalogueModelId).map(describe))), ...imported.flat()];
    },
    async pull(id) {
      if ((await verify(id)).length > 0) await install(id);
      return describe(id);
    },
    async importFile(path) {
      const id = await importModel({ path, folderOf, exporter });
      const [listing] = await describeImported(id);
      if (listing === undefined) throw new UpreelError(FailureType.ModelUnavailable, notInstalled(id));
      return listing;
    },
    async graph({ model, precision, bitDepth }: GraphRequest): Promise<SessionGraph> {
      if (!isModelId(model)) throw unknownModel(model);
      const missing = await notHere(model, precision);
      if (missing !== null) throw missing;
      const manifest = await readManifest(model);
      const facts = manifest && factsOf(model, manifest);
      if (manifest === undefined || facts === undefined)
        throw new UpreelError(FailureType.ModelUnavailable, notInstalled(model));
      const graphs = await graphsOf(model, manifest, precision);
      const graph = graphs.find((each) => each.bitDepth === bitDepth);
      if (graph === undefined) throw new UpreelError(FailureType.ModelUnavailable, notInstalled(model));
      const { scale, tiles } = facts;
      return { bytes: await readFile(model, graph), sha256: graph.sha256, scale, tiles };
    },
  };
}

function howToGet(id: ModelId): string {
  return isCatalogueModelId(id)
    ? `npx upreel models pull ${id}`
    : 'npx upreel models import FILE, with the file it came from';
}

function notInstalled(id: ModelId): string {
  return `Model ${id} is not installed on this worker. Get it: ${howToGet(id)}`;
}

function unknownModel(model: string): UpreelError {
  return new UpreelError(
    FailureType.ModelUnavailable,
    `There is no model ${model}. There are: ${Object.keys(MODELS).join(', ')}.`,
  );
}

function precisionNotHere(model: string, precision: string, precisions: readonly Precision[]): UpreelError {
  return new UpreelError(
    FailureType.ModelUnavailable,
    `This worker can't run ${model} in ${precision}. It can do: ${precisions.join(', ')}.`,
  );
}
