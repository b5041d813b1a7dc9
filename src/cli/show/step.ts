import { estimateRest } from '../../domain/estimate-rest.js';
import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import { formatBytes } from './format-bytes.js';
import { jobStage } from './job-stage.js';

/** What happens at the moment, ready to be shown as a line. */
export interface Step {
  readonly stage: string;
  /** 0 to 1; null where nobody can say. */
  readonly fraction: number | null;
  /** `56/120 frames`, `1.5/60.0 MB`; empty where there is nothing to count. */
  readonly amount: string;
  /** `5.9 fps`; empty where there is none. */
  readonly rate: string;
  /** null where nobody can say. */
  readonly etaSeconds: number | null;
}

/** A step of which nothing can be counted. */
export function plainStep(stage: string): Step {
  return { stage, fraction: null, amount: '', rate: '', etaSeconds: null };
}

/** Bytes on their way, `seconds` after the first. */
export function transferStep(stage: string, bytes: number, totalBytes: number, seconds: number): Step {
  const rate = seconds > 0 ? bytes / seconds : 0;
  return {
    stage,
    fraction: totalBytes === 0 ? null : bytes / totalBytes,
    amount: totalBytes === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`,
    rate: rate > 0 ? `${formatBytes(rate)}/s` : '',
    etaSeconds: rate > 0 && totalBytes > 0 ? (totalBytes - bytes) / rate : null,
  };
}

/** The job itself: extracted frames while it extracts, upscaled ones from then on. */
export function jobStep({ row, progress }: JobDescription, nowMs: number): Step {
  const status = progress?.status ?? row.Status;
  const { total, extracted, processed } = progress?.frames ?? {
    total: row.Frames.Total,
    extracted: row.Frames.Extracted,
    processed: row.Frames.Processed,
  };
  if (total === 0) return { ...plainStep(jobStage(status)), amount: extracted > 0 ? `${extracted} frames` : '' };
  const rest = status === 'PROCESSING' && progress !== null ? estimateRest(progress, nowMs) : null;
  return {
    stage: jobStage(status),
    fraction: processed / total,
    amount: `${processed}/${total} frames`,
    rate: rest === null ? '' : formatRate(rest.framesPerSecond),
    etaSeconds: rest === null ? null : rest.etaSeconds,
  };
}

function formatRate(framesPerSecond: number): string {
  return `${framesPerSecond >= 10 ? framesPerSecond.toFixed(0) : framesPerSecond.toPrecision(2)} fps`;
}
