import type { Worker } from 'node:worker_threads';

import type { Device } from '../../contracts/devices.js';
import { pixelsPerRun } from '../../domain/plan-run.js';
import type { Upscaler, UpscalerProvider, UpscalerRequest } from '../../ports/upscaler.js';
import type { GraphSource } from './graph-source.js';
import type { TileRule } from './tile-rule.js';
import type { SessionModel } from './session/session-messages.js';
import { SessionPool } from './session/session-pool.js';
import { SessionThread } from './session/session-thread.js';
import { startSessionWorker } from './session/start-session-worker.js';
import { checkTryOutFrame, makeTryOutFrame } from './try-out-frame.js';

/** Of a model of one's own, which nobody has measured: more than any convolutional net of the catalogue but RRDBNet. */
const BYTES_PER_PIXEL = 4_096;

/** A tile of half a megapixel takes the slowest net on one core less. */
const STALL_MS = 225_000;

export interface UpscalerSettings {
  readonly graphs: GraphSource;
  /** Threads with a session each: frames worked on at the same time. */
  readonly sessions: number;
  readonly threadsPerSession: number;
  /** The processor unless said otherwise. */
  readonly device?: Device;
  /** Larger frames go through the model in tiles. */
  readonly maxTilePixels: number;
  /** What a session may take: bounds tiles by what the model needs a pixel. As much as it likes unless said otherwise. */
  readonly sessionMemoryBytes?: number;
  /** Frames that go through the model at once where memory allows: 1 unless said otherwise. */
  readonly maxFramesPerRun?: number;
  /** What the device is, for the report. */
  readonly deviceName?: string;
  /** A session that says nothing for this long is replaced. */
  readonly stallMs?: number;
  readonly startWorker?: () => Worker;
}

/** Models on one of ONNX Runtime's devices, in threads of their own. A model is loaded, tried out and kept once. */
export function createUpscalerProvider(settings: UpscalerSettings): UpscalerProvider {
  const { sessions, stallMs = STALL_MS, startWorker = startSessionWorker } = settings;
  const pool = new SessionPool(Array.from({ length: sessions }, () => new SessionThread(startWorker, stallMs)));
  const loaded = new Map<string, Promise<Upscaler>>();
  return {
    load(request) {
      const key = [request.model, request.precision, request.bitDepth].join();
      const upscaler = loaded.get(key) ?? loadUpscaler(request, settings, pool);
      loaded.set(key, upscaler);
      // A model that was missing may be there next time.
      upscaler.catch(() => loaded.delete(key));
      return upscaler;
    },
    close: () => pool.end(),
  };
}

async function loadUpscaler(
  request: UpscalerRequest,
  settings: UpscalerSettings,
  pool: SessionPool,
): Promise<Upscaler> {
  const model = await readModel(request, settings);
  const reference =
    request.precision === 'fp32' ? undefined : await readModel({ ...request, precision: 'fp32' }, settings);
  const triedOut = await pool.tryOut(model, () => makeTryOutFrame(request.bitDepth));
  for (const frame of triedOut) checkTryOutFrame(frame, request.bitDepth);
  return {
    scale: model.scale,
    modelSha256: model.key,
    device: describeDevice(settings, model),
    concurrency: (size) => pool.concurrency(model, size),
    openLane: () => pool.openLane(model, reference),
  };
}

async function readModel(request: UpscalerRequest, settings: UpscalerSettings): Promise<SessionModel> {
  const graph = await settings.graphs.graph(request);
  return {
    key: graph.sha256,
    graph: graph.bytes,
    bitDepth: request.bitDepth,
    scale: graph.scale,
    tiles: graph.tiles,
    maxTilePixels: Math.min(settings.maxTilePixels, pixelsInMemory(request, graph.tiles, settings)),
    maxFramesPerRun: settings.maxFramesPerRun ?? 1,
    threads: settings.threadsPerSession,
    device: settings.device ?? 'cpu',
  };
}

function pixelsInMemory(
  { precision }: UpscalerRequest,
  { bytesPerPixel = BYTES_PER_PIXEL }: TileRule,
  { sessionMemoryBytes: memoryBytes }: UpscalerSettings,
): number {
  return memoryBytes === undefined ? Infinity : pixelsPerRun({ memoryBytes, bytesPerPixel, precision });
}

/** What runs the model and how, in words. */
function describeDevice(
  { device = 'cpu', deviceName, sessions, threadsPerSession }: UpscalerSettings,
  { tiles: { fixed }, maxTilePixels, maxFramesPerRun }: SessionModel,
): string {
  return [
    deviceName === undefined ? device : `${device} (${deviceName})`,
    `${counted(sessions, 'session')} of ${counted(threadsPerSession, 'thread')}`,
    fixed === undefined ? `tiles of at most ${maxTilePixels} pixels` : `tiles of ${fixed.width}×${fixed.height}`,
    ...(maxFramesPerRun > 1 && fixed === undefined ? [`up to ${maxFramesPerRun} frames at once`] : []),
  ].join(', ');
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
