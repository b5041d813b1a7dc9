import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from './media-limits.js';

export interface MediaToolConfig {
  /** Absolute paths. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** What is not given has its default. */
  readonly limits?: Partial<MediaLimits>;
}

/** The configuration with every limit filled in. */
export interface MediaToolSettings {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly limits: MediaLimits;
}

export function settingsOf({ ffmpeg, ffprobe, limits }: MediaToolConfig): MediaToolSettings {
  return { ffmpeg, ffprobe, limits: { ...DEFAULT_MEDIA_LIMITS, ...limits } };
}
