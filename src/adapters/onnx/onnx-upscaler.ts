import type { Worker } from 'node:worker_threads';

import type { Device } from '../../contracts/devices.js';
import type { Upscaler, UpscalerProvider, UpscalerRequest } from '../../ports/upscaler.js';
import type { GraphSource } from './graph-source.js';
import type { SessionModel } from './session/session-messages.js';
import { SessionPool } from './session/session-pool.js';
import { SessionThread } from './session/session-thread.js';
import { startSessionWorker } from './session/start-session-worker.js';
import { checkTryOutFrame, makeTryOutFrame } from './try-out-frame.js';

/** A tile of half a megapixel takes the slowest net on one core less. */
const STALL_MS = 225_000;

export interface UpscalerSettings {
  readonly graphs: GraphSource;
  /** Threads with a session each: frames worked on at the same time. */
  readonly sessions: number;
  readonly threadsPerSession: number;
  /** The processor unless said otherwise. */
  readonly device?: Device;
  /** Larger frames go through the model in tiles; bounds the memory of a session. */
  readonly maxTilePixels: number;
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
    device: `${settings.device ?? 'cpu'}, ${counted(settings.sessions, 'session')} of ${counted(settings.threadsPerSession, 'thread')}`,
    concurrency: settings.sessions,
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
    maxTilePixels: settings.maxTilePixels,
    threads: settings.threadsPerSession,
    device: settings.device ?? 'cpu',
  };
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
