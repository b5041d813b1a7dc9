import type { FailureType } from './failures.js';
import type { FrameCounts, StageSeconds, UpscaleVideoInput } from './job.js';

/** Runs on `upreel-jobs`. */
export interface JobsActivities {
  /** A new run begins: row INITIATED, message `extraction` unless the job is refused. */
  readonly registerJob: (input: RegisterJobInput) => Promise<void>;
  /** Row first, then the stage's message, if it has one. */
  readonly recordStage: (input: RecordStageInput) => Promise<void>;
  readonly recordProgress: (input: RecordProgressInput) => Promise<void>;
  /** The stored output is what recomposeVideo made: copied to its final key, report beside it. */
  readonly verifyOutput: (input: VerifyOutputInput) => Promise<VerifyOutputResult>;
  /** Row COMPLETED or FAILED, then message `completion`. */
  readonly recordEnd: (input: RecordEndInput) => Promise<void>;
}

/** Runs on `upreel-media`. Inputs change by addition only: old workflows may meet new workers. */
export interface MediaActivities {
  readonly probeSource: (input: ProbeSourceInput) => Promise<ProbeSourceResult>;
  readonly extractFrames: (input: ExtractFramesInput) => Promise<ExtractFramesResult>;
  readonly recomposeVideo: (input: RecomposeVideoInput) => Promise<RecomposeVideoResult>;
}

/** Runs on `upreel-gpu`. Inputs change by addition only. */
export interface GpuActivities {
  readonly upscaleBatch: (input: UpscaleBatchInput) => Promise<UpscaleBatchResult>;
}

export interface RegisterJobInput {
  readonly job: UpscaleVideoInput;
}

export interface RecordStageInput {
  readonly job: UpscaleVideoInput;
  readonly status: 'EXTRACTING' | 'PROCESSING' | 'RECOMPOSING';
  readonly frames?: FrameCounts;
  readonly audioKey?: string | null;
}

export interface RecordProgressInput {
  readonly jobId: string;
  readonly frames: Partial<FrameCounts>;
  /** The stage whose counters they are; absent: PROCESSING. */
  readonly during?: 'EXTRACTING';
}

export interface RecordEndInput {
  readonly job: UpscaleVideoInput;
  readonly end:
    | {
        readonly status: 'COMPLETED';
        readonly frames: FrameCounts;
        readonly finalKey: string;
        readonly reportKey: string;
      }
    | { readonly status: 'FAILED'; readonly failureType: FailureType; readonly failureReason: string };
}

export interface ProbeSourceInput {
  readonly job: UpscaleVideoInput;
}

/** A few facts for people; the complete ones are in plan.json. */
export interface ProbeSourceResult {
  readonly format: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number | null;
  /** How long GPU workers may be busy with the job; absent: as long as it takes. */
  readonly gpuSecondsLimit?: number;
}

export interface ExtractFramesInput {
  readonly job: UpscaleVideoInput;
}

export interface ExtractFramesResult {
  readonly planKey: string;
  readonly frameCount: number;
  readonly batchFrames: number;
  readonly audioKey: string | null;
  /** Batches that were begun early and made of these need not be made again. Absent: there are none. */
  readonly drafts?: HeldDrafts;
}

/** Which batches' drafts, written while extraction went on, came true. */
export interface HeldDrafts {
  readonly extractionId: string;
  /** Those of frames before this one. */
  readonly frames: number;
}

/** Frames `firstFrame` to `firstFrame + frameCount − 1`, counted from 0. */
export interface FrameRange {
  readonly firstFrame: number;
  readonly frameCount: number;
}

export interface UpscaleBatchInput extends FrameRange {
  readonly jobId: string;
  readonly processedBucket: string;
  /** Made of the batch's draft, since extraction goes on; absent: made of what extraction left. */
  readonly early?: true;
}

export interface UpscaleBatchResult {
  /** Found finished, and left as it was. */
  readonly skipped: boolean;
  /** How long the worker was busy with it, also in an earlier attempt; absent where that isn't known. */
  readonly gpuSeconds?: number;
  /** Whose draft an early batch was made of; absent where there was none that fits, and nothing was made. */
  readonly extractionId?: string;
}

export interface RecomposeVideoInput {
  readonly jobId: string;
  readonly processedBucket: string;
}

/** The checked file as it was uploaded; verifyOutput insists on exactly this one. */
export interface RecomposeVideoResult {
  readonly outputKey: string;
  /** Still pictures made from it. */
  readonly posterKey: string;
  readonly comparisonKey: string;
  readonly eTag: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly checks: readonly OutputCheck[];
  /** Graphs and devices that made the frames; more than one of each when the fleet changed in mid-job. */
  readonly modelSha256: readonly string[];
  readonly devices: readonly string[];
  /** Frames that were not computed, since they are the ones before them; absent in results of releases before. */
  readonly repeatedFrames?: number;
  /** Tiles of the other frames that were not computed; absent in results of releases before. */
  readonly repeatedTiles?: number;
  /** How long GPU workers were busy with the batches; absent in results of releases before. */
  readonly gpuSeconds?: number;
}

export interface OutputCheck {
  readonly check: string;
  readonly result: 'passed' | 'warning';
  readonly figure: string;
}

export interface VerifyOutputInput {
  readonly job: UpscaleVideoInput;
  readonly output: RecomposeVideoResult;
  readonly startedAt: string;
  readonly seconds: StageSeconds;
}

export interface VerifyOutputResult {
  readonly finalKey: string;
  readonly reportKey: string;
}
