import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from '../adapters/ffmpeg/media-limits.js';
import { wholeNumber } from './whole-number.js';

/** Variables of the limits that a deployment may want otherwise, and the largest value each may have. */
const VARIABLES = {
  maxStreams: ['UPREEL_MAX_STREAMS', 1_000],
  maxSide: ['UPREEL_MAX_SIDE', 16_384],
  maxPixels: ['UPREEL_MAX_PIXELS', 16_384 * 16_384],
  maxDurationSeconds: ['UPREEL_MAX_DURATION_SECONDS', 30 * 86_400],
  maxFrames: ['UPREEL_MAX_FRAMES', 1_000_000_000],
  maxFrameRate: ['UPREEL_MAX_FRAME_RATE', 100_000],
  maxAllocationBytes: ['UPREEL_MAX_ALLOCATION_BYTES', 2_147_483_647],
  maxMemoryBytes: ['UPREEL_MAX_MEMORY_BYTES', 2 ** 50],
  maxProbeCpuSeconds: ['UPREEL_MAX_PROBE_CPU_SECONDS', 3_600],
  maxDecodeCpuSeconds: ['UPREEL_MAX_DECODE_CPU_SECONDS', 1_000_000_000],
} as const satisfies Partial<Record<keyof MediaLimits, readonly [string, number]>>;

/**
 * What is done for a source at most; docs/verification.md lists the defaults.
 * @throws UpreelError `InvalidInput` naming the variable and the values it takes
 */
export function loadMediaLimits(env: NodeJS.ProcessEnv = process.env): MediaLimits {
  const given = Object.entries(VARIABLES).map(([limit, [variable, max]]) => {
    const fallback = DEFAULT_MEDIA_LIMITS[limit as keyof typeof VARIABLES];
    return [limit, wholeNumber(env, variable, fallback, 1, max)];
  });
  return { ...DEFAULT_MEDIA_LIMITS, ...(Object.fromEntries(given) as Partial<MediaLimits>) };
}
