import type { UpscalerSettings } from './onnx-upscaler.js';

/**
 * A session holds some 1.1 KB a pixel it works on: 600 MB at this size. Half of it would repeat a fifth of a 720p frame
 * in the halos of realesr-general-x4v3's tiles; this repeats a twentieth, and leaves SD frames whole.
 */
const MAX_TILE_PIXELS = 2 ** 19;
/** Such a session, its frames and its share of what decodes and encodes. */
const MEMORY_PER_SESSION_BYTES = 2 ** 30;

/** One thread a session and a session a core is fastest; where memory is short, fewer sessions share the cores. */
export function defaultSessions(machine: {
  readonly cores: number;
  readonly memoryBytes: number;
}): Pick<UpscalerSettings, 'sessions' | 'threadsPerSession' | 'maxTilePixels'> {
  const affordable = Math.max(1, Math.floor(machine.memoryBytes / MEMORY_PER_SESSION_BYTES));
  const sessions = Math.min(machine.cores, affordable);
  return {
    sessions,
    threadsPerSession: Math.max(1, Math.floor(machine.cores / sessions)),
    maxTilePixels: MAX_TILE_PIXELS,
  };
}
