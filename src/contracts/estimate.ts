export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What is known of a video before it is decoded. */
export interface VideoFacts {
  /** As shown, after any rotation. */
  readonly width: number;
  readonly height: number;
  /** One of these two, at least. */
  readonly frames?: number;
  readonly durationSeconds?: number;
  readonly frameRate?: number;
  readonly sizeBytes?: number;
}

/** What a job will take, before any of it is done. */
export interface JobEstimate {
  readonly frames: Range;
  /** Pixels of the result. */
  readonly output: { readonly width: number; readonly height: number };
  /** How long GPU workers are busy with it, all together; waiting in queues is not counted. */
  readonly gpuSeconds: Range;
  readonly outputBytes: Range;
  /** In the processed bucket when the job ends. */
  readonly intermediateBytes: Range;
  /** null where the deployment has no prices. */
  readonly price: PriceRange | null;
  /** What the figures rest on, one sentence each. */
  readonly basis: readonly string[];
}

/** What a job took, in the terms of its estimate. */
export interface JobActual {
  readonly frames: number;
  /** null where a batch was made by a release that did not count. */
  readonly gpuSeconds: number | null;
  readonly outputBytes: number;
  readonly intermediateBytes: number;
  readonly price: { readonly amount: number; readonly currency: string } | null;
}

export interface PriceRange extends Range {
  readonly currency: string;
}

/** What a deployment pays, in one currency. */
export interface Prices {
  /** ISO 4217. */
  readonly currency: string;
  /** For an hour of one GPU worker. */
  readonly gpuHour: number;
  /** For a GB (10⁹ bytes) stored for a month. */
  readonly storageGigabyteMonth: number;
}

export const GPU_DEVICES = ['cpu', 'a10g', 'l4'] as const;
export type GpuDevice = (typeof GPU_DEVICES)[number];

/** What this deployment's estimates are made for. */
export interface EstimateSetting {
  /** Of one GPU worker. */
  readonly device: GpuDevice;
  /** That one worker has; of importance on CPUs only. */
  readonly cores: number;
  /** How long this machine takes for what is measured, times the figure of the table; null: not measured here. */
  readonly calibration: Calibration | null;
  readonly prices: Prices | null;
  /** How long intermediates stay after the job's end. */
  readonly intermediateDays: number;
}

interface Calibration {
  readonly factor: number;
  /** What was measured, in words. */
  readonly source: string;
}
