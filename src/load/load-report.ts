import type { Percentiles } from '../domain/percentiles.js';
import type { ProcessUsage } from '../bench/process-usage.js';

export interface TenantFigures {
  readonly tenant: string;
  readonly jobs: number;
  /** Seconds from the wave's first upload to this tenant's first and last completed job. */
  readonly firstEndSeconds: number;
  readonly lastEndSeconds: number;
}

/** Jobs that were uploaded as fast as S3 took them, and all that came of them. */
export interface WaveFigures {
  readonly jobs: number;
  /** Sentences about what should not be; none: every upload became one published video, once. */
  readonly findings: readonly string[];
  readonly uploadSeconds: number;
  /** From the first upload to the last job's completion message. */
  readonly seconds: number;
  readonly jobsPerMinute: number;
  /** Seconds from an accepted upload to its workflow's start; null where no job got so far, as below. */
  readonly untilStarted: Percentiles | null;
  /** Seconds from an accepted upload to the completion message. */
  readonly untilCompleted: Percentiles | null;
  /** Events and bytes of a job's history. */
  readonly historyEvents: Percentiles | null;
  readonly historyBytes: Percentiles | null;
  readonly messages: { readonly received: number; readonly distinct: number };
  readonly tenants: readonly TenantFigures[];
  /** By role; empty where the system does not tell. */
  readonly processes: Readonly<Record<string, ProcessUsage>>;
}

/** Requests a job, by service and kind. */
export type RequestCounts = Readonly<Record<string, number>>;

/** What `npm run load -- --json` prints. */
export interface LoadReport {
  readonly clip: { readonly width: number; readonly height: number; readonly frames: number; readonly scale: number };
  /** null: left out. */
  readonly one: WaveFigures | null;
  readonly two: WaveFigures | null;
  readonly requests: RequestCounts | null;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryBytes: number };
  readonly versions: Readonly<Record<string, string>>;
}

export function holds({ one, two }: LoadReport): boolean {
  return [one, two].every((wave) => wave === null || wave.findings.length === 0);
}
