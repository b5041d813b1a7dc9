import { MOST_RUN_PIXELS } from '../../domain/plan-run.js';
import type { UpscalerSettings } from './onnx-upscaler.js';

type SessionSettings = Pick<
  UpscalerSettings,
  'sessions' | 'threadsPerSession' | 'maxTilePixels' | 'sessionMemoryBytes' | 'maxFramesPerRun'
>;

/**
 * Half of it would repeat a fifth of a 720p frame in the halos of realesr-general-x4v3's tiles; this repeats a twentieth,
 * and leaves SD frames whole.
 */
const MAX_TILE_PIXELS = 2 ** 19;
/** For a tile of that size in one of the default models. */
const TILE_MEMORY_BYTES = 640 * 2 ** 20;
/** Such a session, its frames and its share of what decodes and encodes. */
const MEMORY_PER_SESSION_BYTES = 2 ** 30;

/** While one copies its frames to the device and back, the other's are computed. */
const SESSIONS_A_GPU = 2;
/** What is left over: weights, the libraries' workspaces, and a display. */
const SHARE_OF_GPU_MEMORY = 0.7;
/** Small frames leave a GPU idle one by one; eight of them are a second or less of video. */
const FRAMES_PER_GPU_RUN = 8;

/** One thread a session and a session a core is fastest; where memory is short, fewer sessions share the cores. */
export function defaultSessions(machine: { readonly cores: number; readonly memoryBytes: number }): SessionSettings {
  const affordable = Math.max(1, Math.floor(machine.memoryBytes / MEMORY_PER_SESSION_BYTES));
  const sessions = Math.min(machine.cores, affordable);
  return {
    sessions,
    threadsPerSession: Math.max(1, Math.floor(machine.cores / sessions)),
    maxTilePixels: MAX_TILE_PIXELS,
    sessionMemoryBytes: TILE_MEMORY_BYTES,
  };
}

/** @param memoryBytes of the device */
export function gpuSessions({
  memoryBytes,
  sessions = SESSIONS_A_GPU,
}: {
  readonly memoryBytes: number;
  readonly sessions?: number;
}): SessionSettings {
  return {
    sessions,
    threadsPerSession: 1,
    maxTilePixels: MOST_RUN_PIXELS,
    sessionMemoryBytes: Math.floor((memoryBytes * SHARE_OF_GPU_MEMORY) / sessions),
    maxFramesPerRun: FRAMES_PER_GPU_RUN,
  };
}
