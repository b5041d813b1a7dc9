import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';

import type { GraphSource } from '../../../src/adapters/onnx/graph-source.js';
import { addIntegerEnds } from '../../../src/adapters/onnx/graph/add-integer-ends.js';
import { encodeGraph } from '../../../src/adapters/onnx/graph/encode-graph.js';
import { floatInitializer, node } from '../../../src/adapters/onnx/graph/model-graph.js';
import { createModelStore } from '../../../src/adapters/onnx/model-store.js';
import type { UpscalerSettings } from '../../../src/adapters/onnx/onnx-upscaler.js';
import { cacheDirectory } from '../../../src/config/cache-directory.js';
import type { UpscalerProvider } from '../../../src/ports/upscaler.js';
import { graphsOf, nearestGraphs, nearestNet } from '../../support/nearest-model.js';
import { startTestSessionWorker } from '../../support/start-test-session-worker.js';
import {
  createTestUpscalerProvider,
  largestDifference,
  makeFrame,
  samplesOf,
  upscaleOnce,
} from '../../support/test-upscaler.js';
import { readPicture, readReference } from './read-fixture.js';

const store = createModelStore({ directory: join(cacheDirectory(), 'models') });
const REQUEST = { model: 'realesr-animevideov3', precision: 'fp32', bitDepth: 8 } as const;

const open: UpscalerProvider[] = [];

function provide(graphs: GraphSource, settings?: Partial<UpscalerSettings>): UpscalerProvider {
  const provider = createTestUpscalerProvider(graphs, settings);
  open.push(provider);
  return provider;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((provider) => provider.close()));
});

/** A ×1 net that computes `formula` of the picture `in`, with the constants it needs. */
function brokenGraphs(formula: readonly ReturnType<typeof node>[], constant: number): GraphSource {
  const net = { ...nearestNet(1), nodes: formula, initializers: [floatInitializer('constant', [], [constant])] };
  return graphsOf((bits) => encodeGraph(addIntegerEnds(net, bits)), { scale: 1, tiles: { haloPx: 0 } });
}

describe.each(['realesr-animevideov3', 'realesr-general-x4v3'])('%s', (model) => {
  it('gives what ncnn gives, to four digits', async () => {
    const frame = await upscaleOnce(store, await readPicture(16), 16, { model });

    expect(frame).toMatchObject({ width: 96, height: 64 });
    expect(largestDifference(samplesOf(frame, 16), await readReference(model))).toBeLessThanOrEqual(6);
  });

  it('gives the same in tiles as in one piece', async () => {
    const whole = await upscaleOnce(store, makeFrame(150, 90), 8, { model });
    const tiled = await upscaleOnce(store, makeFrame(150, 90), 8, { model, maxTilePixels: 90 * 80 });

    expect(largestDifference(tiled.data, whole.data)).toBeLessThanOrEqual(1);
  });
});

describe('createUpscalerProvider', () => {
  it('says what it loaded, and loads it once', async () => {
    const provider = provide(nearestGraphs(3), { sessions: 2 });

    const upscaler = await provider.load(REQUEST);

    expect(upscaler).toMatchObject({
      scale: 3,
      device: 'cpu, 2 sessions of 1 thread, tiles of at most 16777216 pixels',
    });
    expect(upscaler.concurrency({ width: 8, height: 6 })).toBe(2);
    expect(upscaler.modelSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await provider.load(REQUEST)).toBe(upscaler);
  });

  it('takes the frame away from its giver and copies nothing on the way', async () => {
    const upscaler = await provide(nearestGraphs()).load(REQUEST);
    const frame = makeFrame(8, 6);

    const enlarged = await upscaler.openLane().upscale(frame);

    expect(frame.data.byteLength).toBe(0);
    expect(enlarged.data.byteLength).toBe(32 * 24 * 3);
  });

  it('takes the frames of the lane that was opened first before those of later lanes', async () => {
    const upscaler = await provide(nearestGraphs()).load(REQUEST);
    const [first, second] = [upscaler.openLane(), upscaler.openLane()];
    const order: string[] = [];
    const run = async (lane: typeof first, name: string) => {
      await lane.upscale(makeFrame(8, 8));
      order.push(name);
    };

    await Promise.all([run(second, 'b1'), run(second, 'b2'), run(first, 'a1'), run(second, 'b3'), run(first, 'a2')]);

    // b1 was running before anything else came.
    expect(order).toEqual(['b1', 'a1', 'a2', 'b2', 'b3']);
  });

  it('works on as many frames at a time as it has sessions', async () => {
    const started: Worker[] = [];
    const startWorker = () => {
      const worker = startTestSessionWorker();
      started.push(worker);
      return worker;
    };
    const upscaler = await provide(nearestGraphs(), { sessions: 2, startWorker }).load(REQUEST);
    const lane = upscaler.openLane();

    const frames = await Promise.all(Array.from({ length: 6 }, () => lane.upscale(makeFrame(8, 8))));

    expect(started).toHaveLength(2);
    expect(frames.every(({ width }) => width === 32)).toBe(true);
  });

  it('makes the same of several frames at once as of each by itself', async () => {
    const frames = () => [makeFrame(48, 40), makeFrame(48, 40), makeFrame(32, 60), makeFrame(48, 40)];
    const enlarged = async (settings: Partial<UpscalerSettings>) => {
      const lane = (await provide(store, settings).load(REQUEST)).openLane();
      return Promise.all(frames().map((frame) => lane.upscale(frame)));
    };
    const alone = await enlarged({});
    const together = await enlarged({ maxFramesPerRun: 8 });

    expect(together.map(({ data }) => data)).toEqual(alone.map(({ data }) => data));
  });

  it('cuts larger tiles where the model needs less of the memory', async () => {
    const memory = { sessionMemoryBytes: 64 * 2 ** 20, deviceName: 'a device', maxFramesPerRun: 4 };
    const { device } = await provide(store, memory).load(REQUEST);

    expect(device).toBe('cpu (a device), 1 session of 1 thread, tiles of at most 53687 pixels, up to 4 frames at once');
  });

  it('leaves the event loop free while the model runs', async () => {
    const upscaler = await provide(store).load(REQUEST);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);

    await upscaler.openLane().upscale(makeFrame(176, 144));
    clearInterval(timer);

    expect(ticks).toBeGreaterThanOrEqual(4);
  });

  it('forgets the frames that wait in a lane that is closed, and finishes the one that runs', async () => {
    const upscaler = await provide(nearestGraphs()).load(REQUEST);
    const lane = upscaler.openLane();
    const frames = Promise.allSettled([lane.upscale(makeFrame(8, 8)), lane.upscale(makeFrame(8, 8))]);

    lane.close();

    const [running, waiting] = await frames;
    expect(running.status).toBe('fulfilled');
    expect(waiting).toMatchObject({ status: 'rejected', reason: { type: 'Cancelled' } });
    await expect(lane.upscale(makeFrame(8, 8))).rejects.toMatchObject({ type: 'Cancelled' });
  });

  it('rejects the frames that wait when it closes, and all that is asked of it later', async () => {
    const provider = provide(nearestGraphs());
    const upscaler = await provider.load(REQUEST);
    const lane = upscaler.openLane();
    const frames = Promise.allSettled([lane.upscale(makeFrame(8, 8)), lane.upscale(makeFrame(8, 8))]);

    await provider.close();

    expect((await frames)[1]).toMatchObject({ status: 'rejected', reason: { type: 'Unavailable' } });
    for (const late of [lane, upscaler.openLane()]) {
      await expect(late.upscale(makeFrame(8, 8))).rejects.toMatchObject({ type: 'Unavailable' });
    }
    await expect(provider.load({ ...REQUEST, bitDepth: 16 })).rejects.toMatchObject({ type: 'Unavailable' });
  });

  it('rejects the frame of a thread that dies and starts another thread', async () => {
    const started: Worker[] = [];
    const startWorker = () => {
      const worker = startTestSessionWorker();
      started.push(worker);
      return worker;
    };
    const lane = (await provide(store, { startWorker }).load(REQUEST)).openLane();
    const doomed = lane.upscale(makeFrame(64, 64));
    const next = lane.upscale(makeFrame(8, 8));

    await Promise.all([
      started[0]?.terminate(),
      expect(doomed).rejects.toMatchObject({ type: 'Internal', retryable: true }),
    ]);

    expect(await next).toMatchObject({ width: 32, height: 32 });
    expect(started).toHaveLength(2);
  });

  it('tries again to load what could not be had', async () => {
    const nearest = nearestGraphs();
    let asked = 0;
    const graphs: GraphSource = {
      graph: (request) => (asked++ === 0 ? Promise.reject(new Error('not yet')) : nearest.graph(request)),
    };
    const provider = provide(graphs);

    await expect(provider.load(REQUEST)).rejects.toThrow('not yet');

    expect(await provider.load(REQUEST)).toMatchObject({ scale: 4 });
  });
});

describe('a model that is broken', () => {
  it.each([
    [
      'gives NaN',
      brokenGraphs([node('Sub', ['in', 'constant'], 'negative'), node('Sqrt', ['negative'], 'out')], 2),
      /NaN/,
    ],
    ['gives infinity', brokenGraphs([node('Div', ['in', 'constant'], 'out')], 0), /NaN or infinite/],
    [
      'gives one grey',
      brokenGraphs([node('Sub', ['in', 'in'], 'nothing'), node('Add', ['nothing', 'constant'], 'out')], 0.5),
      /single colour/,
    ],
    [
      'is far too dark',
      brokenGraphs([node('Mul', ['in', 'constant'], 'out')], 0.5),
      /brightness of a test picture by 25 %/,
    ],
    [
      'enlarges by another factor',
      graphsOf((bits) => encodeGraph(addIntegerEnds(nearestNet(2), bits)), { scale: 4, tiles: { haloPx: 0 } }),
      /1×48×64×3 where 1×96×128×3/,
    ],
  ])('is found out when it %s', async (_, graphs, message) => {
    const loading = provide(graphs).load(REQUEST);

    await expect(loading).rejects.toMatchObject({ type: 'ModelOutputInvalid' });
    await expect(loading).rejects.toThrow(message);
  });

  it('is refused when the runtime cannot read it', async () => {
    const graphs = graphsOf(() => Uint8Array.of(1, 2, 3), { scale: 4, tiles: { haloPx: 0 } });

    await expect(provide(graphs).load(REQUEST)).rejects.toMatchObject({ type: 'ModelUnavailable' });
  });
});
