import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from './media-limits.js';

export interface MediaToolConfig {
  /** Absolute paths. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Told of every tool that is started; what it returns is called when the tool has ended. */
  readonly noteChild?: (pid: number) => () => void;
  /** What is not given has its default. */
  readonly limits?: Partial<MediaLimits>;
}

/** The configuration with every limit filled in. */
export interface MediaToolSettings {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly noteChild: (pid: number) => () => void;
  readonly limits: MediaLimits;
}

export function settingsOf({ ffmpeg, ffprobe, noteChild, limits }: MediaToolConfig): MediaToolSettings {
  return {
    ffmpeg,
    ffprobe,
    noteChild: noteChild ?? (() => () => undefined),
    limits: { ...DEFAULT_MEDIA_LIMITS, ...limits },
  };
}
