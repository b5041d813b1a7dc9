import type { HeldDrafts, RecomposeVideoResult } from './activities.js';
import type { SourceObject } from './job.js';
import type { Container, JobOptions } from './job-options.js';
import type { Rational, SourceFacts } from './media.js';

/** Time stamps of all frames in ticks: exact, and one line for a constant rate. */
export interface Timing {
  readonly timeBase: Rational;
  /** Presentation time of the first frame. */
  readonly firstTick: number;
  /** `[duration of a frame in ticks, how many frames in a row]`; the counts add up to all frames. */
  readonly steps: readonly (readonly [ticks: number, frames: number])[];
}

/** How the picture is carried from the source's samples to the model and on to the coded result. */
export interface PicturePlan {
  readonly deinterlace: boolean;
  readonly rotation: 0 | 90 | 180 | 270;
  /** After rotation: the size of an extracted frame. */
  readonly width: number;
  readonly height: number;
  /** Lossless codec and pixel format of an extracted segment. */
  readonly segmentCodec: 'libx264' | 'ffv1';
  readonly segmentPixelFormat: string;
  readonly bitDepth: 8 | 16;
  /** Matrix and range of both conversions, primaries and transfer as tags; ffmpeg's names, nothing left open. */
  readonly matrix: string;
  readonly range: 'tv' | 'pc';
  readonly primaries: string;
  readonly transfer: string;
  readonly chromaLocation: string | null;
  readonly sampleAspectRatio: Rational;
  readonly outputWidth: number;
  readonly outputHeight: number;
  readonly outputPixelFormat: string;
}

export interface StreamDecision {
  /** In the source. */
  readonly index: number;
  readonly type: string;
  readonly codec: string;
  readonly action: 'copy' | 'transcode' | 'drop';
  /** Codec in the result, where it is transcoded. */
  readonly to?: string;
  readonly reason?: string;
}

/** One choice that shaped the result, in words for the report. */
export interface Decision {
  readonly about: string;
  readonly decision: string;
  readonly why: string;
}

/** `checkpoints/plan.json`: everything that shapes the result, written once; later runs read it and never plan again. */
export interface JobPlan {
  readonly version: 1;
  readonly jobId: string;
  readonly source: SourceObject;
  readonly facts: SourceFacts;
  readonly options: JobOptions;
  readonly batchFrames: number;
  readonly frameCount: number;
  readonly timing: Timing;
  readonly picture: PicturePlan;
  readonly modelScale: number;
  /** ffmpeg output options of every batch, the same on every worker. */
  readonly encoderArguments: readonly string[];
  readonly container: Container;
  readonly streams: readonly StreamDecision[];
  /** Microseconds of the source's clock at which the streams file's begins; absent: at 0, as the source's does. */
  readonly streamsOrigin?: number;
  readonly decisions: readonly Decision[];
}

/** What of the plan shapes one batch: batches of the same part of a plan and the same segment are equal. */
export interface BatchPlan extends Pick<JobPlan, 'jobId' | 'options' | 'picture' | 'modelScale' | 'encoderArguments'> {
  /** Of the batch's own frames, the first at tick 0. */
  readonly timing: Timing;
  /** Of the whole video, by its commonest frame duration: encoders derive the level that they write from it. */
  readonly frameRate: Rational;
}

export interface SegmentEntry {
  readonly key: string;
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * `checkpoints/drafts/<first frame>.json`, written while extraction goes on: what a batch would be made of if the rest of
 * the video went on like what was seen of it.
 */
export interface BatchDraft {
  readonly version: 1;
  /** The attempt of the extraction that wrote it. */
  readonly extractionId: string;
  readonly plan: BatchPlan;
  readonly segment: SegmentEntry;
}

/** `checkpoints/extraction.json`, written last: extraction is done if and only if it is there and matches the plan. */
export interface ExtractionManifest {
  readonly version: 1;
  readonly planSha256: string;
  readonly frameCount: number;
  readonly segments: readonly SegmentEntry[];
  /** null when the source has nothing but its picture. */
  readonly audioKey: string | null;
  /** Absent: none was written. */
  readonly drafts?: HeldDrafts;
}

/** `checkpoints/batches/<first frame>.json`, written after the batch's segment. */
export interface BatchManifest {
  readonly version: 1;
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly key: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What it was made from: a batch with another is made again. `planSha256` is that of its BatchPlan. */
  readonly madeFrom: { readonly planSha256: string; readonly segmentSha256: string; readonly modelSha256: string };
  readonly device: string;
  readonly seconds: number;
  /** Of the frame that is least like its source when shrunk back. */
  readonly lowestLikenessDb: number;
  /** Of the sampled frame that is least like what fp32 makes of it; absent for fp32. */
  readonly lowestPrecisionDb?: number;
  /** Bound of the smallest tiles, where the device had too little memory for ordinary ones. */
  readonly reducedTilePixels?: number;
  /** Frames with the very samples of the one before them, whose result was repeated; absent: none. */
  readonly repeatedFrames?: number;
  /** Of the other frames, tiles that did not change since the frame before; absent: none. */
  readonly repeatedTiles?: number;
  /** How long the worker was busy with it: `seconds`, less the share of batches beside it. */
  readonly gpuSeconds?: number;
}

/** `checkpoints/recomposition.json`, written after the output: an output made from the same batches is not made again. */
export interface RecompositionManifest {
  readonly version: 1;
  /** sha256 over the plan's and all batches' digests, in order. */
  readonly madeFrom: string;
  readonly result: RecomposeVideoResult;
}
