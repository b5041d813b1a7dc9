import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import {
  type ElementType,
  type ModelGraph,
  floatInitializer,
  int,
  ints,
  node,
} from '../../../../src/adapters/onnx/graph/model-graph.js';
import { DATA_TYPE } from '../../../../src/adapters/onnx/graph/onnx-proto.js';
import { sha256Of } from '../../../../src/adapters/onnx/model-manifest.js';
import { type ModelStore, createModelStore } from '../../../../src/adapters/onnx/model-store.js';
import type { PthExporter } from '../../../../src/adapters/onnx/pth/pth-exporter.js';
import { nearestNet } from '../../../support/nearest-model.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { makeFrame, upscaleOnce } from '../../../support/test-upscaler.js';

const directory = temporaryDirectory();

const noExporter: PthExporter = { export: () => Promise.reject(new Error('no exporter in this test')) };

function storeOf(exporter = noExporter): ModelStore {
  return createModelStore({ directory: join(directory.path, 'models'), exporter });
}

function written(name: string, bytes: Uint8Array): string {
  const path = join(directory.path, name);
  writeFileSync(path, bytes);
  return path;
}

function onnx(graph: ModelGraph): string {
  return written('model.onnx', encodeGraph(graph));
}

/** Everything in the folder of models. */
function installed(): string[] {
  const models = join(directory.path, 'models');
  return existsSync(models) ? readdirSync(models) : [];
}

/** nearestNet(2) with ends of another type, layout or peak. */
function dressed({ type = 'float32', layout = 'NCHW', dims = ['N', 'H', 'W'], peak = 1 }: Dress = {}): ModelGraph {
  const [batch = 'N', height = 'H', width = 'W'] = dims;
  const shape = (...[n, h, w]: (string | number)[]) =>
    layout === 'NCHW' ? [n ?? 'N', 3, h ?? 'H', w ?? 'W'] : [n ?? 'N', h ?? 'H', w ?? 'W', 3];
  const net = nearestNet(2);
  const factor = type === 'uint8' || peak === 255 ? 255 : 1;
  return {
    ...net,
    nodes: [
      ...(layout === 'NHWC' ? [node('Transpose', ['outer'], 'planar', { perm: ints(0, 3, 1, 2) })] : []),
      node('Cast', [layout === 'NHWC' ? 'planar' : 'outer'], 'floats', { to: int(DATA_TYPE.float32) }),
      node('Div', ['floats', 'factor'], 'in'),
      ...net.nodes,
      node('Mul', ['out', 'factor'], 'scaled'),
      // Whole numbers only: of values up to 1 hardly anything is left.
      node(peak === 255 ? 'Round' : 'Identity', ['scaled'], 'grown'),
      node('Cast', ['grown'], 'typed', { to: int(DATA_TYPE[type]) }),
      layout === 'NHWC'
        ? node('Transpose', ['typed'], 'last', { perm: ints(0, 2, 3, 1) })
        : node('Identity', ['typed'], 'last'),
    ],
    initializers: [...net.initializers, floatInitializer('factor', [], [factor])],
    inputs: [{ name: 'outer', type, dims: shape(batch, height, width) }],
    outputs: [{ name: 'last', type, dims: shape(batch, 'OutH', 'OutW') }],
  };
}

interface Dress {
  readonly type?: ElementType;
  readonly layout?: 'NCHW' | 'NHWC';
  readonly dims?: readonly (string | number)[];
  readonly peak?: 1 | 255;
}

describe('a model of one’s own', () => {
  it('is installed under its scale and hash, listed, verified, and found again', async () => {
    const store = storeOf();
    const path = onnx(nearestNet(3));

    const listing = await store.importFile(path);

    expect(listing).toMatchObject({ id: `import-x3-${sha256Of(encodeGraph(nearestNet(3))).slice(0, 12)}`, scale: 3 });
    expect(listing.architecture).toBe('imported from model.onnx: NCHW, float32, values 0 to 1, any size');
    expect(await store.list()).toContainEqual(listing);
    expect(await store.verify(listing.id)).toEqual([]);
    expect(await store.importFile(path)).toEqual(listing);
    expect(installed()).toEqual([listing.id]);
  });

  it.each<[string, Dress]>([
    ['NCHW, float32, values 0 to 1, any size', {}],
    ['NHWC, float32, values 0 to 1, any size', { layout: 'NHWC' }],
    ['NCHW, float16, values 0 to 1, any size', { type: 'float16' }],
    ['NHWC, uint8, any size', { type: 'uint8', layout: 'NHWC' }],
    ['NCHW, float32, values 0 to 255, any size', { peak: 255 }],
    ['NCHW, float32, values 0 to 1, 40×24 only', { dims: [1, 24, 40] }],
  ])('is described by what its graph says, and runs: %s', async (description, dress) => {
    const store = storeOf();

    const { id, architecture } = await store.importFile(onnx(dressed(dress)));
    const frame = await upscaleOnce(store, makeFrame(50, 30), 8, { model: id });
    const graph = await store.graph({ model: id, precision: 'fp32', bitDepth: 8 });

    expect(architecture).toBe(`imported from model.onnx: ${description}`);
    expect(frame).toMatchObject({ width: 100, height: 60 });
    expect(frame.likenessDb).toBeGreaterThan(50);
    expect(graph.tiles.fixed).toEqual(dress.dims === undefined ? undefined : { width: 40, height: 24 });
  });

  it('gets tiles when it takes only multiples of a window', async () => {
    const net = nearestNet(2);
    const windows: ModelGraph = {
      ...net,
      nodes: [
        node('SpaceToDepth', ['in'], 'windows', { blocksize: int(8) }),
        node('DepthToSpace', ['windows'], 'same', { blocksize: int(8) }),
        node('Resize', ['same', '', 'scales'], 'out', net.nodes[0]?.attributes ?? {}),
      ],
    };
    const store = storeOf();

    const { id } = await store.importFile(onnx(windows));

    expect((await store.graph({ model: id, precision: 'fp32', bitDepth: 8 })).tiles).toEqual({
      haloPx: 8,
      fixed: { width: 64, height: 64 },
    });
    expect(await upscaleOnce(store, makeFrame(50, 70), 8, { model: id })).toMatchObject({ width: 100, height: 140 });
  });

  it('gets the halo that its convolutions reach', async () => {
    const net = nearestNet(2);
    const kernel = new Float32Array(3 * 3 * 23 * 23);
    for (let channel = 0; channel < 3; channel++) {
      const own = (channel * 3 + channel) * 23 * 23;
      kernel.fill(0.1 / (23 * 23), own, own + 23 * 23);
      kernel[own + 11 * 23 + 11] = 0.9;
    }
    const blurred: ModelGraph = {
      ...net,
      nodes: [
        node('Conv', ['in', 'kernel'], 'blurred', { pads: ints(11, 11, 11, 11) }),
        node('Resize', ['blurred', '', 'scales'], 'out', net.nodes[0]?.attributes ?? {}),
      ],
      initializers: [...net.initializers, floatInitializer('kernel', [3, 3, 23, 23], kernel)],
    };
    const store = storeOf();

    const { id } = await store.importFile(onnx(blurred));

    expect((await store.graph({ model: id, precision: 'fp32', bitDepth: 8 })).tiles).toEqual({ haloPx: 16 });
  });

  const stretched = (vertical: number, horizontal: number): ModelGraph => ({
    ...nearestNet(2),
    initializers: [floatInitializer('scales', [4], [1, 1, vertical, horizontal])],
  });
  const channels = (count: number): ModelGraph => {
    const net = nearestNet(2);
    return { ...net, inputs: [{ name: 'in', type: 'float32', dims: [1, count, 'H', 'W'] }] };
  };
  const negative: ModelGraph = {
    ...nearestNet(2),
    nodes: [
      node('Sub', ['one', 'in'], 'inverse'),
      node('Resize', ['inverse', '', 'scales'], 'out', nearestNet(2).nodes[0]?.attributes ?? {}),
    ],
    initializers: [...nearestNet(2).initializers, floatInitializer('one', [], [1])],
  };

  it.each<[string, string, RegExp, () => string]>([
    [
      'that is cut short',
      'ModelUnavailable',
      /no whole ONNX file/,
      () => written('a.onnx', encodeGraph(nearestNet(2)).subarray(0, 60)),
    ],
    [
      'that is something else',
      'ModelUnavailable',
      /can't be read/,
      () => written('a.onnx', Buffer.from('hello, this is no model')),
    ],
    [
      'of another kind',
      'InvalidInput',
      /must end in \.onnx or \.pth, \.pt, \.safetensors/,
      () => written('a.txt', Uint8Array.of(1)),
    ],
    ['that is not there', 'InvalidInput', /can't be read: .*ENOENT/, () => join(directory.path, 'nowhere.onnx')],
    ['that enlarges nothing', 'ModelUnavailable', /makes 64×48 of 64×48/, () => onnx(nearestNet(1))],
    ['that enlarges by a half too much', 'ModelUnavailable', /makes 160×120 of 64×48/, () => onnx(stretched(2.5, 2.5))],
    ['that stretches', 'ModelUnavailable', /the same in both directions/, () => onnx(stretched(2, 4))],
    ['of grey pictures', 'ModelUnavailable', /in has 1 channels; only models of RGB pictures/, () => onnx(channels(1))],
    [
      'of many pictures at once',
      'ModelUnavailable',
      /takes 4 pictures at a time/,
      () => onnx(dressed({ dims: [4, 'H', 'W'] })),
    ],
    [
      'of another type',
      'ModelUnavailable',
      /elements of type int64; pictures are/,
      () => onnx(dressed({ type: 'int64' })),
    ],
    [
      'of negatives',
      'ModelOutputInvalid',
      /into another picture: .* dB with values up to 1, by .* up to 255/,
      () => onnx(negative),
    ],
    [
      'with an operator that the runtime has not',
      'ModelUnavailable',
      /ONNX Runtime can't run the model/,
      () => onnx({ ...nearestNet(2), nodes: [node('Sharpen', ['in'], 'out')] }),
    ],
    [
      'with a second input',
      'ModelUnavailable',
      /2 inputs and 1 outputs/,
      () =>
        onnx({ ...nearestNet(2), inputs: [...nearestNet(2).inputs, { name: 'noise', type: 'float32', dims: [1] }] }),
    ],
  ])('%s is refused, and nothing is written', async (_, type, message, make) => {
    const importing = storeOf().importFile(make());

    await expect(importing).rejects.toMatchObject({ type });
    await expect(importing).rejects.toThrow(message);
    expect(installed()).toEqual([]);
  });

  it('in a .pth file goes through the exporter, whose tiles hold', async () => {
    const asked: string[] = [];
    const tiles = { haloPx: 8, fixed: { width: 64, height: 64 } };
    const store = storeOf({
      export: (path) => {
        asked.push(path);
        return Promise.resolve({ graph: encodeGraph(nearestNet(4)), scale: 4, architecture: 'SwinIR medium', tiles });
      },
    });

    const path = written('mine.pth', Uint8Array.of(1, 2, 3));
    const { id, architecture } = await store.importFile(path);

    expect(asked).toEqual([path]);
    expect(id).toBe(`import-x4-${sha256Of(Uint8Array.of(1, 2, 3)).slice(0, 12)}`);
    expect(architecture).toMatch(/^imported from mine\.pth: SwinIR medium; NCHW/);
    expect((await store.graph({ model: id, precision: 'fp32', bitDepth: 8 })).tiles).toEqual(tiles);
  });

  it('that is not on this worker is refused, with the way to get it', async () => {
    const request = { model: 'import-x4-0123456789ab', precision: 'fp32', bitDepth: 8 } as const;

    await expect(storeOf().graph(request)).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message:
        'Model import-x4-0123456789ab is not installed on this worker. Get it: npx upreel models import FILE, with the file it came from',
    });
  });
});
