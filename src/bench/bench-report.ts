import type { Range } from '../contracts/estimate.js';
import type { StageSeconds } from '../contracts/job.js';
import type { Precision } from '../contracts/job-options.js';
import type { VideoType } from '../contracts/models.js';

export interface ProcessorTime {
  readonly ownSeconds: number;
  /** Of the programs that it ran, ffmpeg and ffprobe. */
  readonly toolSeconds: number;
}

/** Of the clip, with the default model of a video type, in one precision. */
export interface SpeedFigures {
  readonly type: VideoType;
  readonly model: string;
  readonly precision: Precision;
  /** frames × pure seconds a frame ÷ seconds of the workflow: 1 would be a pipeline that costs nothing. */
  readonly efficiency: number;
  /** Of each run of the clip, in order; all figures of the clip are of the run with the middle one. */
  readonly efficiencies: readonly number[];
  readonly pureSecondsPerFrame: { readonly before: number; readonly after: number; readonly used: number };
  readonly workflowSeconds: number;
  readonly stages: StageSeconds;
  /** Workflow of a one-frame job: the median of three. */
  readonly oneFrameSeconds: number;
  /** Of it, what is not the model's: what a job costs besides its frames. */
  readonly fixedSeconds: number;
  /** From the workflow's start until the first frames, a batch of them, lie upscaled in S3. */
  readonly firstFramesSeconds: number;
  /** A batch's way to the worker and back where nothing else waits: the median of the one-frame jobs. */
  readonly temporalSecondsPerBatch: number;
  /** Processor time that the clip's job took of each process of the stack; null where the system does not tell. */
  readonly processorTime: Readonly<Record<string, ProcessorTime>> | null;
}

export interface RecompositionFigures {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly videoSeconds: number;
  readonly seconds: number;
  readonly megabytesPerSecond: number;
  readonly timesRealTime: number;
  /** Of the whole job with a model that only repeats pixels: what the pipeline could do at most. */
  readonly framesPerSecond: number;
}

/** The most memory each worker ever held, after a clip and clips of ten and fifty times its length. */
export interface MemoryFigures {
  readonly frames: number;
  readonly peakBytes: Readonly<Record<string, number>>;
}

/** Seconds of wall time of each turn, and the ratio of the medians: Upreel's over the peer's. */
export interface PeerFigures {
  readonly peer: string;
  readonly peerSeconds: readonly number[];
  readonly upreelSeconds: Readonly<Partial<Record<Precision, readonly number[]>>>;
  readonly ratio: Readonly<Partial<Record<Precision, number>>>;
}

export interface OverlapTurn {
  readonly workflowSeconds: number;
  readonly stages: StageSeconds;
}

/** The same job where batches wait for extraction's end, and where they begin beside it; GPU workers are played. */
export interface OverlapFigures {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Batches at a time, and what they come to together. */
  readonly slots: number;
  readonly framesPerSecond: number;
  readonly apart: readonly OverlapTurn[];
  readonly beside: readonly OverlapTurn[];
  /** Of the medians of the workflows' seconds: beside over apart. */
  readonly ratio: number;
}

interface Compared {
  readonly estimate: Range;
  readonly actual: number;
}

/** An estimate, and what the job's own report says. */
export interface EstimateFigures {
  readonly name: string;
  readonly frames: Compared;
  readonly gpuSeconds: Compared;
  readonly outputBytes: Compared;
  readonly intermediateBytes: Compared;
}

/** What the bench found; `npm run bench -- --json` prints it. null: not measured. */
export interface BenchReport {
  /** Of the default type in fp32. */
  readonly efficiency: number | null;
  readonly clip: { readonly content: string; readonly width: number; readonly height: number; readonly frames: number };
  readonly speed: readonly SpeedFigures[] | null;
  readonly recomposition: RecompositionFigures | null;
  readonly memory: readonly MemoryFigures[] | null;
  readonly peer: PeerFigures | null;
  readonly overlap: OverlapFigures | null;
  readonly estimates: readonly EstimateFigures[] | null;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryBytes: number };
  readonly versions: Readonly<Record<string, string>>;
}
