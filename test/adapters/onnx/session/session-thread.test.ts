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
    const pixels = request.frame.width * request.frame.height;
    enlarged(request, request.maxTilePixels > 8 && pixels > 8 ? { reducedTilePixels: 8, asked: request.maxTilePixels } : { asked: request.maxTilePixels });`;
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
