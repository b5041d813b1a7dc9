import type { OutputCheck } from './activities.js';
import type { Decision, PicturePlan, StreamDecision } from './checkpoints.js';
import type { JobActual, JobEstimate } from './estimate.js';
import type { SourceObject, StageSeconds } from './job.js';
import type { JobOptions } from './job-options.js';
import type { SourceFacts } from './media.js';

/** `report.json` beside the video: what was found, decided, done and checked. */
export interface JobReport {
  readonly version: 1;
  readonly jobId: string;
  readonly videoName: string;
  readonly source: SourceObject & SourceFacts;
  readonly options: JobOptions;
  readonly model: { readonly id: string; readonly graphSha256: readonly string[]; readonly devices: readonly string[] };
  readonly result: {
    readonly key: string;
    readonly container: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly frames: number;
    /** Of these, frames that are the very ones before them: their result was repeated, not computed again. */
    readonly repeatedFrames: number;
    /** In the other frames, tiles that did not change since the frame before: theirs was repeated likewise. */
    readonly repeatedTiles: number;
    readonly durationSeconds: number;
    readonly picture: PicturePlan;
  };
  readonly decisions: readonly Decision[];
  readonly streams: readonly StreamDecision[];
  readonly startedAt: string;
  readonly seconds: StageSeconds;
  readonly framesPerSecond: { readonly extract: number; readonly upscale: number };
  readonly checks: readonly OutputCheck[];
  /** What was expected of the job, had it been asked before, and what it came to. */
  readonly cost?: { readonly estimate: JobEstimate | null; readonly actual: JobActual };
}
