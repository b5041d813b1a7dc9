import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import {
  isFinalStatus,
  type FrameCounts,
  type JobStatus,
  type StageSeconds,
  type UpscaleVideoInput,
} from '../contracts/job.js';
import type { JobProgress } from '../contracts/progress.js';
import { SEARCH_ATTRIBUTES } from '../contracts/temporal-names.js';
import { formatDetails } from '../domain/format-details.js';
import type { Resumption } from './resumption.js';

type Stage = Exclude<keyof StageSeconds, 'total'>;

/** Where the job stands: the answer to the progress query, and what the Temporal UI shows. */
export class JobProgressTracker {
  private status: JobStatus = 'INITIATED';
  private counts: FrameCounts = { total: 0, extracted: 0, processed: 0 };
  private readonly startedAt: string;
  private upscalingSince: string | null = null;
  private framesBeforeUpscaling = 0;
  private spent: Omit<StageSeconds, 'total'> = { extract: 0, upscale: 0, recompose: 0, verify: 0 };
  private running: { readonly stage: Stage; readonly sinceMs: number } | null = null;
  private endedAtMs: number | null = null;

  private readonly job: UpscaleVideoInput;

  constructor(job: UpscaleVideoInput, resumption: Resumption | undefined) {
    this.job = job;
    this.startedAt = resumption?.startedAt ?? new Date().toISOString();
    if (resumption !== undefined) {
      this.status = 'PROCESSING';
      this.counts = {
        total: resumption.frameCount,
        extracted: resumption.frameCount,
        processed: resumption.framesDone,
      };
      this.spent = resumption.seconds;
    }
  }

  get frames(): FrameCounts {
    return this.counts;
  }

  enter(status: JobStatus, frames: Partial<FrameCounts> = {}): void {
    this.status = status;
    this.counts = { ...this.counts, ...frames };
    if (isFinalStatus(status)) this.endedAtMs = Date.now();
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: status }]);
    this.show();
  }

  get isExtracting(): boolean {
    return this.status === 'EXTRACTING';
  }

  /** Never falls: a batch that is made again counts once. */
  atLeast({ extracted = 0, processed = 0 }: Partial<FrameCounts>): void {
    const { counts } = this;
    this.counts = {
      ...counts,
      extracted: Math.max(extracted, counts.extracted),
      processed: Math.max(processed, counts.processed),
    };
    this.show();
  }

  beginUpscaling(): void {
    this.upscalingSince = new Date().toISOString();
    this.framesBeforeUpscaling = this.counts.processed;
    this.begin('upscale');
  }

  endUpscaling(): void {
    this.end();
  }

  /** Runs a stage and adds what it took to its seconds, whether it ends well or not. */
  async time<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    this.begin(stage);
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  snapshot(): JobProgress {
    const now = Date.now();
    const total = ((this.endedAtMs ?? now) - Date.parse(this.startedAt)) / 1000;
    return {
      status: this.status,
      frames: this.counts,
      startedAt: this.startedAt,
      upscalingSince: this.upscalingSince,
      framesBeforeUpscaling: this.framesBeforeUpscaling,
      seconds: { total, ...this.spentUntil(now) },
    };
  }

  private begin(stage: Stage): void {
    this.running = { stage, sinceMs: Date.now() };
  }

  private end(): void {
    this.spent = this.spentUntil(Date.now());
    this.running = null;
  }

  private show(): void {
    setCurrentDetails(formatDetails(this.job.jobId, this.snapshot(), Date.now()));
  }

  private spentUntil(nowMs: number): Omit<StageSeconds, 'total'> {
    if (this.running === null) return this.spent;
    const { stage, sinceMs } = this.running;
    return { ...this.spent, [stage]: this.spent[stage] + (nowMs - sinceMs) / 1000 };
  }
}
