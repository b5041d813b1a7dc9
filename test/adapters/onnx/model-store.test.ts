import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CATALOGUE } from '../../../src/adapters/onnx/catalogue.js';
import type { CatalogueEntry } from '../../../src/adapters/onnx/catalogue-entry.js';
import { sha256Of } from '../../../src/adapters/onnx/model-manifest.js';
import { type ModelStore, createModelStore } from '../../../src/adapters/onnx/model-store.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const FIXTURES = join(__dirname, 'fixtures');
const ID = 'realesr-animevideov3';
const REQUEST = { model: ID, precision: 'fp32', bitDepth: 8 } as const;

/** The catalogue with a net in it that is small enough to commit. */
const entry: CatalogueEntry = {
  ...CATALOGUE[ID],
  scale: 2,
  files: {
    format: 'ncnn',
    layers: { kind: 'param', file: artifactOf('every-layer.param') },
    weights: artifactOf('every-layer.bin'),
  },
};

function artifactOf(fileName: string) {
  const bytes = readFileSync(join(FIXTURES, fileName));
  return { fileName, sizeBytes: bytes.byteLength, sha256: sha256Of(bytes), sources: [] };
}

const directory = temporaryDirectory();
let fetched: string[];
let store: ModelStore;

function storeOf(changed: CatalogueEntry = entry): ModelStore {
  return createModelStore({
    directory: directory.path,
    catalogue: { ...CATALOGUE, [ID]: changed },
    async fetch({ fileName }, target) {
      fetched.push(fileName);
      await mkdir(target, { recursive: true });
      await writeFile(join(target, fileName), readFileSync(join(FIXTURES, fileName)));
      return join(target, fileName);
    },
  });
}

beforeEach(() => {
  fetched = [];
  store = storeOf();
});

function fileOf(name: string): string {
  return join(directory.path, ID, name);
}

describe('createModelStore', () => {
  it('installs a model and hands out its graphs', async () => {
    const listing = await store.pull(ID);
    const [eight, sixteen] = await Promise.all([store.graph(REQUEST), store.graph({ ...REQUEST, bitDepth: 16 })]);

    expect(listing).toMatchObject({ id: ID, installed: true, scale: 2, licence: 'BSD-3-Clause' });
    expect(listing.sizeBytes).toBe(eight.bytes.byteLength + sixteen.bytes.byteLength);
    expect(eight).toMatchObject({ scale: 2, tiles: { haloPx: 18 }, sha256: sha256Of(eight.bytes) });
    expect(eight.sha256).not.toBe(sixteen.sha256);
    expect(await store.verify(ID)).toEqual([]);
    expect(readdirSync(join(directory.path, ID)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('makes the same graph of the same files, in any process', async () => {
    await store.pull(ID);
    const first = await store.graph(REQUEST);
    writeFileSync(fileOf('manifest.json'), '');
    await store.pull(ID);

    expect((await store.graph(REQUEST)).sha256).toBe(first.sha256);
  });

  it('fetches nothing for a model that is installed and whole', async () => {
    await store.pull(ID);
    await store.pull(ID);

    expect(fetched).toEqual(['every-layer.param', 'every-layer.bin']);
  });

  it('refuses a graph file that was damaged, and repairs it when pulled', async () => {
    await store.pull(ID);
    const damaged = readFileSync(fileOf('fp32-8bit.onnx'));
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    writeFileSync(fileOf('fp32-8bit.onnx'), damaged);

    await expect(store.graph(REQUEST)).rejects.toThrow(/fp32-8bit\.onnx is damaged.*npx upreel models pull/);
    expect(await store.verify(ID)).toEqual([expect.stringContaining('is damaged')]);
    await store.pull(ID);
    expect(await store.verify(ID)).toEqual([]);
  });

  it.each([
    ['was cut short', (graph: Buffer) => graph.subarray(0, graph.length / 2)],
    ['was emptied', () => Buffer.alloc(0)],
    ['is another graph of this model', () => readFileSync(fileOf('fp32-16bit.onnx'))],
  ])('refuses a graph file that %s', async (_, change) => {
    await store.pull(ID);
    writeFileSync(fileOf('fp32-8bit.onnx'), change(readFileSync(fileOf('fp32-8bit.onnx'))));

    await expect(store.graph(REQUEST)).rejects.toMatchObject({ type: 'ModelUnavailable' });
    await expect(store.graph(REQUEST)).rejects.toThrow(/fp32-8bit\.onnx is damaged.*npx upreel models pull/);
  });

  it('takes no folder for a model that is another model’s', async () => {
    await store.pull(ID);
    const imported = { scale: 2, tiles: { haloPx: 18 }, architecture: 'NCHW' };
    const manifest = JSON.parse(readFileSync(fileOf('manifest.json'), 'utf8')) as object;
    writeFileSync(fileOf('manifest.json'), JSON.stringify({ ...manifest, imported }));
    renameSync(join(directory.path, ID), join(directory.path, 'import-x2-0123456789ab'));

    await expect(store.graph({ ...REQUEST, model: 'import-x2-0123456789ab' })).rejects.toThrow(/not installed/);
    expect((await store.list()).filter(({ installed }) => installed)).toEqual([]);
  });

  it('says beforehand what keeps a model from being run in a precision', async () => {
    await store.pull(ID);

    expect(await store.verify(ID, 'int8')).toEqual([]);
    expect(await store.verify(ID, 'fp16')).toEqual([`This worker can't run ${ID} in fp16. It can do: fp32, int8.`]);
  });

  it('converts again what an older converter made or other source files gave', async () => {
    await store.pull(ID);
    const manifest = readFileSync(fileOf('manifest.json'), 'utf8');
    writeFileSync(fileOf('manifest.json'), manifest.replace(/"converterVersion": \d+/, '"converterVersion": 0'));
    expect((await store.list()).find(({ id }) => id === ID)).toMatchObject({ installed: false, sizeBytes: 0 });

    await store.pull(ID);
    expect(readFileSync(fileOf('manifest.json'), 'utf8')).toBe(manifest);

    const other = storeOf({
      ...entry,
      files: { ...entry.files, weights: { ...entry.files.weights, sha256: '0'.repeat(64) } },
    });
    await expect(other.graph(REQUEST)).rejects.toThrow(/not installed/);
  });

  it('tells how to get a model that is not installed', async () => {
    await expect(store.graph(REQUEST)).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message: `Model ${ID} is not installed on this worker. Get it: npx upreel models pull ${ID}`,
    });
    expect(await store.verify(ID)).toEqual([expect.stringContaining('not installed')]);
  });

  it('names the models and precisions there are when asked for another', async () => {
    await expect(store.graph({ ...REQUEST, model: 'esrgan' })).rejects.toThrow(
      /no model esrgan\. There are: realesr-general-x4v3, realesr-animevideov3/,
    );
    await expect(store.graph({ ...REQUEST, precision: 'fp16' })).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message: `This worker can't run ${ID} in fp16. It can do: fp32, int8.`,
    });
  });

  it('says why a model could not be fetched and leaves it uninstalled', async () => {
    const offline = createModelStore({
      directory: directory.path,
      fetch: () => Promise.reject(new Error('no source answered')),
    });

    await expect(offline.pull(ID)).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message: `Model ${ID} can't be installed: no source answered`,
    });
    expect(existsSync(fileOf('manifest.json'))).toBe(false);
  });

  it.each(['{', '[]', '{"model":"x"}', '{"model":"x","converterVersion":1,"sources":[{}],"graphs":[]}'])(
    'takes the manifest %s for none',
    async (text) => {
      await mkdir(join(directory.path, ID));
      writeFileSync(fileOf('manifest.json'), text);

      await expect(store.graph(REQUEST)).rejects.toThrow(/not installed/);
    },
  );
});
