import { availableParallelism, totalmem } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultSessions } from '../adapters/onnx/default-sessions.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { createUpscalerProvider } from '../adapters/onnx/onnx-upscaler.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { PRECISIONS } from '../contracts/job-options.js';
import type { Upscaler } from '../ports/upscaler.js';

/**
 * A process of its own: how long the model alone takes a frame, with the sessions that a GPU worker has and nothing to decode,
 * code or store. Arguments: file of raw RGB frames, width, height, model, precision. Prints seconds a frame.
 */
const [rawFrames = '', width = '', height = '', model = '', precisionName = ''] = process.argv.slice(2);
const precision = PRECISIONS.find((known) => known === precisionName) ?? 'fp32';
const size = { width: Number(width), height: Number(height) };

const provider = createUpscalerProvider({
  graphs: createModelStore({ directory: join(cacheDirectory(), 'models') }),
  ...defaultSessions({ cores: availableParallelism(), memoryBytes: totalmem() }),
});
try {
  const upscaler = await provider.load({ model, precision, bitDepth: 8 });
  const frames = await readFrames();
  await upscaleFrames(upscaler, frames.slice(0, upscaler.concurrency(size)));
  const startedAt = performance.now();
  await upscaleFrames(upscaler, frames);
  process.stdout.write(String((performance.now() - startedAt) / 1000 / frames.length));
} finally {
  await provider.close();
}

async function readFrames(): Promise<Uint8Array[]> {
  const raw = await readFile(rawFrames);
  const frameBytes = size.width * size.height * 3;
  return Array.from({ length: raw.length / frameBytes }, (_, index) =>
    raw.subarray(index * frameBytes, (index + 1) * frameBytes),
  );
}

/** As many frames in flight as keep every session busy. */
async function upscaleFrames(upscaler: Upscaler, frames: readonly Uint8Array[]): Promise<void> {
  const lane = upscaler.openLane();
  const waiting = [...frames];
  const worker = async (): Promise<void> => {
    for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
      await lane.upscale({ ...size, data: new Uint8Array(frame) });
    }
  };
  await Promise.all(Array.from({ length: upscaler.concurrency(size) * 2 }, worker));
  lane.close();
}
