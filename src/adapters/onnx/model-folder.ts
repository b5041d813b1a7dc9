import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Precision } from '../../contracts/job-options.js';
import {
  type ModelManifest,
  type PrecisionManifest,
  type StoredFile,
  parseManifest,
  parsePrecisionManifest,
  sha256Of,
} from './model-manifest.js';

const MANIFEST = 'manifest.json';

/** The files of one model: sources, net, graphs, and the manifests that say what they are. */
export class ModelFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async readManifest(): Promise<ModelManifest | undefined> {
    return parseManifest(await this.#readText(MANIFEST));
  }

  /** Last of all that is written: a model counts as installed by its manifest. */
  async writeManifest(manifest: ModelManifest): Promise<void> {
    await this.#writeJson(MANIFEST, manifest);
  }

  async readPrecision(precision: Precision): Promise<PrecisionManifest | undefined> {
    return parsePrecisionManifest(await this.#readText(`${precision}.json`));
  }

  async writePrecision(precision: Precision, manifest: PrecisionManifest): Promise<void> {
    await this.#writeJson(`${precision}.json`, manifest);
  }

  /** The file's bytes, or in a word why they can't be had. */
  async read({ fileName, sha256 }: StoredFile): Promise<Uint8Array | 'missing' | 'damaged'> {
    const bytes = await readFile(join(this.path, fileName)).catch(() => undefined);
    if (bytes === undefined) return 'missing';
    return sha256Of(bytes) === sha256 ? bytes : 'damaged';
  }

  async write(fileName: string, bytes: Uint8Array): Promise<StoredFile> {
    await this.#writeWhole(fileName, bytes);
    return { fileName, sizeBytes: bytes.byteLength, sha256: sha256Of(bytes) };
  }

  #readText(fileName: string): Promise<string> {
    return readFile(join(this.path, fileName), 'utf8').catch(() => '');
  }

  async #writeJson(fileName: string, value: object): Promise<void> {
    await this.#writeWhole(fileName, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  /** Nothing but the whole content ever has the file's name, also when two processes install the same model. */
  async #writeWhole(fileName: string, content: Uint8Array | string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const partial = join(this.path, `${fileName}.${randomUUID()}.partial`);
    try {
      await writeFile(partial, content);
      await rename(partial, join(this.path, fileName));
    } finally {
      await rm(partial, { force: true });
    }
  }
}
