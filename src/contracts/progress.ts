import type { FrameCounts, JobStatus, StageSeconds } from './job.js';

/** Answer of the `progress` query: what the workflow itself knows. */
export interface JobProgress {
  readonly status: JobStatus;
  readonly frames: FrameCounts;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** When the first batch of the current run was scheduled; null before. */
  readonly upscalingSince: string | null;
  /** Frames whose batches were finished by then. */
  readonly framesBeforeUpscaling: number;
  /** Seconds spent so far, stage by stage; 0 for stages not yet begun. */
  readonly seconds: StageSeconds;
}

/** Heartbeat details of extractFrames, upscaleBatch and recomposeVideo: frames of this activity done so far. */
export interface FrameHeartbeat {
  readonly frames: number;
}
