import type { Worker } from 'node:worker_threads';
import type { SessionModel } from '../../../../src/adapters/onnx/session/session-messages.js';
import { SessionPool } from '../../../../src/adapters/onnx/session/session-pool.js';
import { SessionThread } from '../../../../src/adapters/onnx/session/session-thread.js';
import { makeFrame } from '../../../support/test-upscaler.js';
import { startScriptedSession } from './scripted-session.js';

const MODEL: SessionModel = {
  key: 'net',
  graph: new Uint8Array(),
  bitDepth: 8,
  scale: 1,
  tiles: { haloPx: 0 },
  maxTilePixels: 10_000,
  maxFramesPerRun: 1,
  threads: 1,
  device: 'cpu',
};

const started: Worker[] = [];

/** Threads that follow one script after the other, the last for ever. */
function poolOf(stallMs: number, ...scripts: readonly string[]): SessionPool {
  const start = (): Worker => {
    const worker = startScriptedSession(scripts[Math.min(started.length, scripts.length - 1)] ?? '');
    started.push(worker);
    return worker;
  };
  return new SessionPool([new SessionThread(start, stallMs)]);
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.terminate()));
});

test('a session that does not answer is replaced: its frame fails so that the batch is tried again', async () => {
  const hung = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  const lane = poolOf(300, hung, 'enlarged(request);').openLane(MODEL);
  const lost = lane.upscale(makeFrame(4, 4));
  const next = lane.upscale(makeFrame(4, 4));

  await expect(lost).rejects.toMatchObject({ type: 'Internal', retryable: true });
  await expect(lost).rejects.toThrow('The model gave no answer for 0 s; its thread was replaced.');
  expect(await next).toMatchObject({ width: 4, height: 4 });
  expect(started).toHaveLength(2);
});

test('a session that tells of its tiles has all the time it needs', async () => {
  const slow = `
    let tiles = 0;
    const timer = setInterval(() => {
      tiles += 1;
      if (tiles < 6) return reply({ kind: 'progress' });
      clearInterval(timer);
      enlarged(request);
    }, 100);`;
  const lane = poolOf(400, slow).openLane(MODEL);

  expect(await lane.upscale(makeFrame(4, 4))).toMatchObject({ likenessDb: 99 });
  expect(started).toHaveLength(1);
});

test('what a device had room for is remembered, by the size of the frame, and said of every frame', async () => {
  const small = `
    const pixels = request.frames[0].width * request.frames[0].height;
    const asked = request.maxTilePixels;
    if (asked > 8 && pixels > 8) enlarged(request, { reducedTilePixels: 8, asked }, { roomPixels: 8 });
    else enlarged(request, { asked });`;
  const lane = poolOf(5_000, small).openLane(MODEL);
  const first = await lane.upscale(makeFrame(4, 4));
  const second = await lane.upscale(makeFrame(4, 4));
  const other = await lane.upscale(makeFrame(2, 2));

  expect(first).toMatchObject({ asked: 10_000, reducedTilePixels: 8 });
  expect(second).toMatchObject({ asked: 8, reducedTilePixels: 8 });
  expect(other).toMatchObject({ asked: 10_000 });
  expect(other).not.toHaveProperty('reducedTilePixels');
});

test('after a session died of too little memory the next one is asked for half as much', async () => {
  const dies = "reply({ kind: 'failed', type: 'DeviceOutOfMemory', message: 'too little' });";
  const script = `if (request.maxTilePixels > 8) ${dies} else enlarged(request, { asked: request.maxTilePixels });`;
  const lane = poolOf(5_000, script).openLane(MODEL);

  await expect(lane.upscale(makeFrame(4, 4))).rejects.toMatchObject({ type: 'DeviceOutOfMemory', retryable: true });
  expect(await lane.upscale(makeFrame(4, 4))).toMatchObject({ asked: 8, reducedTilePixels: 8 });
});

describe('several frames at once', () => {
  const BATCHING: SessionModel = { ...MODEL, maxTilePixels: 64, maxFramesPerRun: 3 };
  const counts = 'enlarged(request, { at: request.frames.length });';

  it('go together as far as they fit, those that wait behind each other in one lane', async () => {
    const pool = poolOf(5_000, counts);
    const [first, second] = [pool.openLane(BATCHING), pool.openLane(BATCHING)];
    const small = Array.from({ length: 6 }, () => first.upscale(makeFrame(4, 4)));
    const large = [second.upscale(makeFrame(5, 8)), second.upscale(makeFrame(5, 8))];

    // The first one started before the others came.
    expect(await Promise.all(small)).toMatchObject([1, 3, 3, 3, 2, 2].map((at) => ({ at })));
    expect(await Promise.all(large)).toMatchObject([{ at: 1 }, { at: 1 }]);
    expect(pool.concurrency(BATCHING, { width: 4, height: 4 })).toBe(3);
    expect(pool.concurrency(BATCHING, { width: 8, height: 8 })).toBe(1);
  });

  it('are fewer once the device had too little room, and nothing is said of tiles', async () => {
    const narrow = `if (request.frames.length > 1) enlarged(request, {}, { roomPixels: 16 });
      else enlarged(request, { at: 1 });`;
    const lane = poolOf(5_000, narrow).openLane(BATCHING);
    const before = await Promise.all(Array.from({ length: 3 }, () => lane.upscale(makeFrame(4, 4))));
    const after = await Promise.all(Array.from({ length: 3 }, () => lane.upscale(makeFrame(4, 4))));

    expect(after).toMatchObject([{ at: 1 }, { at: 1 }, { at: 1 }]);
    expect([...before, ...after].some((frame) => 'reducedTilePixels' in frame)).toBe(false);
  });

  it('never take a sampled frame with them', async () => {
    const lane = poolOf(5_000, counts).openLane(BATCHING, { ...MODEL, key: 'exact' });
    const frames = await Promise.all(Array.from({ length: 66 }, () => lane.upscale(makeFrame(4, 4))));

    expect(frames.map((frame) => ('at' in frame ? frame.at : 0))[64]).toBe(1);
  });
});
