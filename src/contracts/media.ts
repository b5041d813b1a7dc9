/** An exact fraction: rates and tick lengths are never decimals. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/** ffmpeg's names; null where the file says nothing. */
export interface ColorFacts {
  readonly matrix: string | null;
  readonly range: 'tv' | 'pc' | null;
  readonly primaries: string | null;
  readonly transfer: string | null;
  readonly chromaLocation: string | null;
}

export interface VideoStreamFacts {
  readonly index: number;
  readonly codec: string;
  /** As coded, before any rotation. */
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: string;
  /** Length of a tick in seconds; a microsecond where the file has finer ones, which nothing downstream keeps. */
  readonly timeBase: Rational;
  /** The average the container claims; for showing and estimating only. */
  readonly frameRate: Rational | null;
  /** When the picture ends, by its container's own word; null or absent where it does not say. */
  readonly endMicroseconds?: number | null;
  readonly sampleAspectRatio: Rational;
  /** Degrees clockwise that a player turns the picture by. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly fieldOrder: string | null;
  /** What the beginning of the picture shows, whatever the file says; null where it cannot be said. */
  readonly measuredFields: 'interlaced' | 'progressive' | null;
  readonly color: ColorFacts;
  /** HDR10 static metadata in the form the encoders take; null without. */
  readonly masteringDisplay: string | null;
  readonly contentLight: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly dispositions: readonly string[];
}

/** Every stream but the picture, cover art among them. */
export interface CompanionStreamFacts {
  readonly index: number;
  readonly type: 'video' | 'audio' | 'subtitle' | 'data' | 'attachment';
  readonly codec: string;
  readonly language: string | null;
  readonly title: string | null;
  /** Of sound; absent where the file does not say, and in plans of before it was read. */
  readonly channels?: number;
  /** All of them, those two among them; absent in plans of before they were read. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly attachedPicture: boolean;
  /** Dispositions that are set, by ffmpeg's names. */
  readonly dispositions: readonly string[];
}

export interface ChapterFacts {
  readonly timeBase: Rational;
  readonly startTick: number;
  readonly endTick: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SourceFacts {
  /** ffmpeg's demuxer name, for instance `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly format: string;
  /** Of the picture, as the container claims, else of the whole file; null where it claims nothing. */
  readonly durationSeconds: number | null;
  /** Where its clock begins: the earliest time stamp of any stream. Null where it says nothing. */
  readonly startMicroseconds: number | null;
  readonly video: VideoStreamFacts;
  readonly companions: readonly CompanionStreamFacts[];
  readonly chapters: readonly ChapterFacts[];
  /** Of the container. */
  readonly tags: Readonly<Record<string, string>>;
}
