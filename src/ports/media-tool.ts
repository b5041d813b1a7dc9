import type { BatchPlan, JobPlan, PicturePlan, StreamDecision } from '../contracts/checkpoints.js';
import type { Container } from '../contracts/job-options.js';
import type { Rational, SourceFacts } from '../contracts/media.js';
import type { Frame } from './upscaler.js';

/** How far a running tool is; calls also prove that it lives. */
export interface ToolOptions {
  readonly signal?: AbortSignal;
  readonly onFrames?: (frames: number) => void;
}

export interface ExtractedSegment {
  readonly path: string;
  readonly firstFrame: number;
  readonly frameCount: number;
}

export interface Extraction {
  readonly frameCount: number;
  /** Presentation time of every frame, in ticks of the source's picture stream. */
  readonly ticks: readonly number[];
  /** How many of them are not the source's: it gave none, or none that is later than the one before. */
  readonly repairedFrames: number;
  /** Duration of the last frame in ticks. */
  readonly lastDuration: number;
}

/** The packets of one stream of a finished file, as its container gives them. */
interface PacketTable {
  readonly timeBase: Rational;
  /** In presentation order. */
  readonly ticks: readonly number[];
}

export interface FileInspection {
  /** null where the first stream is no picture. */
  readonly picture: PacketTable | null;
  /** In the file's order, the picture among them. A language of `und` is none. */
  readonly streams: readonly { readonly type: string; readonly codec: string; readonly language: string | null }[];
  /** One a stream of type audio, in the same order. */
  readonly sound: readonly SoundTrack[];
  /** What the file says of its picture, its streams, its chapters and itself; null where none of its streams is a picture. */
  readonly description: SourceFacts | null;
}

/** Averages of 8 × 8 fields of each frame: interleaved RGB, row by row. */
export interface Thumbnails {
  readonly coded: readonly Uint8Array[];
  readonly extracted: readonly Uint8Array[] | null;
}

/** A frame of a segment, counted from the segment's first. */
export interface FramePlace {
  readonly path: string;
  readonly frame: number;
}

/** Of 8 bits a sample. */
export interface Stills {
  readonly coded: Frame;
  readonly extracted: Frame | null;
}

export interface SoundTrack {
  /** As presented: beginnings of the first and the last packet, and the end. Null for a track without packets. */
  readonly span: {
    readonly firstMicroseconds: number;
    readonly lastMicroseconds: number;
    readonly endMicroseconds: number;
  } | null;
  /** Of the packets' bytes in a row, however they are divided. */
  readonly md5: string | null;
}

/**
 * ffmpeg and ffprobe as Upreel needs them. Everything of a user's file is read through an allow-list of demuxers and
 * protocols. Errors are UpreelErrors: `UnsupportedMedia` and `SourceTooLarge` for what the file is, `MediaToolFailed`
 * for a tool that broke or stalled. An aborted signal ends the tool's whole process tree and rejects with the signal's
 * reason.
 */
export interface MediaTool {
  /** What a file is, without decoding it. */
  probe(path: string, options?: ToolOptions): Promise<SourceFacts>;

  /**
   * Decodes the picture once and writes lossless segments of `batchFrames` into `directory`, passing each on as soon as
   * it is whole. Counts by decoding; a file that breaks off fails with the frame at which it does.
   */
  extract(
    request: {
      readonly path: string;
      readonly facts: SourceFacts;
      readonly picture: PicturePlan;
      readonly batchFrames: number;
      readonly directory: string;
      /** Only these frames. */
      readonly window?: FrameWindow | undefined;
      /** `soFar`: what is known by the time of its call, as if the video ended there; throws as `extract` would. */
      readonly onSegment: (segment: ExtractedSegment, soFar: () => Extraction) => void;
    },
    options: ToolOptions,
  ): Promise<Extraction>;

  /** Copies every stream but the picture, as decided, with its time stamps from the origin on; false when nothing is left to copy. */
  extractStreams(
    request: {
      readonly path: string;
      readonly streams: readonly StreamDecision[];
      /** Taken off every time stamp. */
      readonly originMicroseconds: number;
      readonly output: string;
      readonly family: Container;
    },
    options: ToolOptions,
  ): Promise<boolean>;

  /** Frames of a lossless segment as interleaved RGB, in order. Memory is bounded: reading pauses when nobody takes. */
  decode(segment: string, picture: PicturePlan, options: ToolOptions): AsyncIterable<Frame>;

  /** Why this machine can't code with an encoder, in the tool's words; null when it can. It is tried until it can. */
  encoderProblem(encoder: string): Promise<string | null>;

  /** Codes a batch in the job's final codec with the plan's time stamps. */
  encode(
    request: {
      readonly plan: BatchPlan;
      readonly firstFrame: number;
      readonly frameCount: number;
      readonly output: string;
    },
    options: ToolOptions,
  ): FrameSink;

  /** Joins coded segments, adds the other streams, writes the container. A warning of the tool is a failure. */
  recompose(
    request: {
      readonly plan: JobPlan;
      readonly segments: readonly { readonly path: string; readonly firstFrame: number; readonly frameCount: number }[];
      readonly streams: string | null;
      readonly output: string;
    },
    options: ToolOptions,
  ): Promise<void>;

  /** The streams of a file that Upreel made, with the time of every frame, and the place and the bytes of each sound track. */
  inspect(path: string, options: ToolOptions): Promise<FileInspection>;

  /** Decodes a coded segment, and the lossless one that it was made from where there is one. */
  thumbnails(
    request: { readonly picture: PicturePlan; readonly coded: string; readonly extracted: string | null },
    options: ToolOptions,
  ): Promise<Thumbnails>;

  /** A frame of a coded segment, and one of the lossless segment that it was made from where there is one, of whatever depth. */
  stills(
    request: { readonly picture: PicturePlan; readonly coded: FramePlace; readonly extracted: FramePlace | null },
    options: ToolOptions,
  ): Promise<Stills>;
}

/** `frames` frames from a time on, in seconds since the video's beginning. */
export interface FrameWindow {
  readonly startSeconds: number;
  readonly frames: number;
}

export interface FrameSink {
  /** In order; resolves when the tool has room for more. Frames are of the model's output size. */
  write(frame: Frame): Promise<void>;
  /** Resolves when the file is whole. */
  end(): Promise<void>;
  /** Ends the tool without a result; idempotent, never rejects. */
  abort(): Promise<void>;
}
