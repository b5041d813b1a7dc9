import type { UpscalerSettings } from './onnx-upscaler.js';

/** About 512×512. A session holds some 1.1 KB a pixel it works on, so this bounds it at about 300 MB. */
const MAX_TILE_PIXELS = 2 ** 18;
/** Such a session, its frames and its share of what decodes and encodes. */
const MEMORY_PER_SESSION_BYTES = 2 ** 29;

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
