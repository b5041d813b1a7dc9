import { readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { calibrationFrame } from '../../../src/adapters/onnx/calibration/calibration-frames.js';
import { type Quantizer } from '../../../src/adapters/onnx/calibration/quantize-in-thread.js';
import { decodeGraph } from '../../../src/adapters/onnx/graph/decode-graph.js';
import { encodeGraph } from '../../../src/adapters/onnx/graph/encode-graph.js';
import type { ModelGraph } from '../../../src/adapters/onnx/graph/model-graph.js';
import { convertNcnn } from '../../../src/adapters/onnx/ncnn/convert-ncnn.js';
import { srvggParam } from '../../../src/adapters/onnx/ncnn/srvgg-param.js';
import { type ModelStore, createModelStore } from '../../../src/adapters/onnx/model-store.js';
import { sha256Of } from '../../../src/adapters/onnx/model-manifest.js';
import { cacheDirectory } from '../../../src/config/cache-directory.js';
import { psnrDb } from '../../../src/domain/psnr.js';
import { mirrorEdges } from '../../../src/adapters/onnx/session/mirror-edges.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { createTestQuantizer } from '../../support/test-quantizer.js';
import { createTestUpscalerProvider, upscaleOnce } from '../../support/test-upscaler.js';

const MODEL = 'realesr-animevideov3';
const REQUEST = { model: MODEL, precision: 'int8', bitDepth: 8 } as const;
const directory = temporaryDirectory();

/** A store of its own with the model that set-up has installed. */
async function storeWith(quantize: Quantizer): Promise<ModelStore> {
  await cp(join(cacheDirectory(), 'models', MODEL), join(directory.path, MODEL), {
    recursive: true,
    filter: (path) => !path.includes('int8'),
  });
  return createModelStore({ directory: directory.path, quantize });
}

function counted(quantize: Quantizer): { quantize: Quantizer; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    quantize: (request) => {
      calls += 1;
      return quantize(request);
    },
  };
}

/** Two convolutions with a PReLU between, on top of the enlarged picture. */
function smallNet(): ModelGraph {
  const param = srvggParam({ features: 8, bodyConvolutions: 0, scale: 2 });
  const weights = (count: number, size: number) =>
    Float32Array.from({ length: count }, (_, index) => size * Math.sin(index * index + 1));
  const block = (values: Float32Array) => [new Uint8Array(4), new Uint8Array(values.buffer)];
  const raw = (values: Float32Array) => [new Uint8Array(values.buffer)];
  const bin = Buffer.concat([
    ...block(weights(8 * 27, 0.2)),
    ...raw(weights(8, 0.1)),
    ...raw(weights(8, 0.5)),
    ...block(weights(12 * 72, 0.02)),
    ...raw(weights(12, 0.01)),
  ]);
  return convertNcnn({ name: 'small', param, bin });
}

/** Passes the float net on, as if int8 lost so much. */
function pretending(psnr: number): Quantizer {
  return ({ net }) => Promise.resolve({ net, psnrDb: psnr });
}

describe('a model in int8', () => {
  it('is made once for both bit depths, and found by every process that comes later', async () => {
    const { quantize, calls } = counted(pretending(40));
    const store = await storeWith(quantize);

    const [first, second] = await Promise.all([store.graph(REQUEST), store.graph({ ...REQUEST, bitDepth: 16 })]);
    const later = createModelStore({ directory: directory.path, quantize });

    expect(calls()).toBe(1);
    expect(first.sha256).not.toBe(second.sha256);
    expect(first).toMatchObject({ scale: 4, tiles: { haloPx: 18 }, sha256: sha256Of(first.bytes) });
    expect((await later.graph(REQUEST)).sha256).toBe(first.sha256);
    expect(calls()).toBe(1);
  });

  it('comes out the same each time', async () => {
    const net = encodeGraph(smallNet());
    const quantize = createTestQuantizer();

    const [first, second] = await Promise.all([quantize({ net, threads: 1 }), quantize({ net, threads: 2 })]);

    expect(sha256Of(first.net)).toBe(sha256Of(second.net));
    expect(first.psnrDb).toBe(second.psnrDb);
    const quantized = decodeGraph(first.net);
    expect(quantized.initializers.filter(({ type }) => type === 'int8').map(({ dims }) => dims)).toContainEqual([
      8, 3, 3, 3,
    ]);
  }, 60_000);

  it('says how near a sampled frame is to fp32, and is near', async () => {
    const store = await storeWith(createTestQuantizer());
    const frame = mirrorEdges(calibrationFrame(5), 176, 144, 3);
    const provider = createTestUpscalerProvider(store);
    try {
      const upscaler = await provider.load(REQUEST);
      const lane = upscaler.openLane();
      const [sampled, next] = await Promise.all([
        lane.upscale({ ...frame, data: Uint8Array.from(frame.data) }),
        lane.upscale({ ...frame, data: Uint8Array.from(frame.data) }),
      ]);
      const exact = await upscaleOnce(store, { ...frame, data: Uint8Array.from(frame.data) }, 8, { model: MODEL });

      expect(next.precisionDb).toBeUndefined();
      expect(sampled.precisionDb).toBeGreaterThan(35);
      expect(psnrDb(sampled.data, exact.data, 255)).toBeGreaterThan(35);
      // Measured on the middle of the frame only.
      expect(Math.abs((sampled.precisionDb ?? 0) - psnrDb(sampled.data, exact.data, 255))).toBeLessThan(3);
    } finally {
      await provider.close();
    }
  }, 120_000);

  it('is refused where it loses too much, then and later, without being made again', async () => {
    const { quantize, calls } = counted(pretending(34.9));
    const store = await storeWith(quantize);
    const refusal = {
      type: 'ModelUnavailable',
      message:
        `Model ${MODEL} can't be run in int8: it would lose too much (34.9 dB against fp32 on the calibration ` +
        'pictures, and 35 dB are the least). Use fp32.',
    };

    expect(await store.verify(MODEL, 'int8')).toEqual([]);
    await expect(store.graph(REQUEST)).rejects.toMatchObject(refusal);
    expect(await store.verify(MODEL, 'int8')).toEqual([refusal.message]);
    await expect(store.graph(REQUEST)).rejects.toMatchObject(refusal);

    expect(calls()).toBe(1);
  });

  it('is made again when its file was damaged or the net is another', async () => {
    const { quantize, calls } = counted(pretending(40));
    const store = await storeWith(quantize);
    await store.graph(REQUEST);
    const file = join(directory.path, MODEL, 'int8-8bit.onnx');
    writeFileSync(file, readFileSync(file).subarray(1));
    await store.graph(REQUEST);
    const manifest = join(directory.path, MODEL, 'int8.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"netSha256": "[^"]*"/, '"netSha256": "another"'));
    await store.graph(REQUEST);

    expect(calls()).toBe(3);
  });

  it('that can’t be made says why', async () => {
    const store = await storeWith(() => Promise.reject(new Error('no memory')));

    await expect(store.graph(REQUEST)).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message: `Model ${MODEL} can't be made ready for int8: no memory.`,
    });
  });

  it('that a thread gives up on is told to whoever waits', async () => {
    await expect(createTestQuantizer()({ net: Uint8Array.of(1, 2, 3), threads: 1 })).rejects.toThrow(
      /model file can't be read/,
    );
  });
});
