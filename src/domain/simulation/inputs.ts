import { CORE_SECONDS_PER_MEGAPIXEL, GPU_SPEED } from '../estimate/inference-rates.js';

export interface Input {
  readonly value: number;
  readonly unit: string;
  /** Measured, cited, or assumed. */
  readonly source: string;
}

const MODEL = 'realesr-general-x4v3';
const L4 = GPU_SPEED.l4.fp16;
const FRAME = { width: 854, height: 480 };

/** Everything that the simulation of a day rests on, beside the scaling functions and limits of the code itself. */
export const SIMULATION_INPUTS = {
  medianFrames: { value: 600, unit: 'frames', source: 'assumed: 20 s at 30 frames a second' },
  framesSpread: { value: 0.8, unit: 'sigma of the log-normal', source: 'assumed' },
  maxFrames: { value: 216_000, unit: 'frames', source: 'assumed: two hours at 30 frames a second' },
  peakToMean: { value: 1.6, unit: '×', source: 'assumed' },
  bursts: { value: 3, unit: 'a day', source: 'assumed: somebody uploads a library' },
  burstShare: { value: 0.1, unit: 'of all videos', source: 'assumed' },
  burstMinutes: { value: 10, unit: 'min', source: 'assumed' },
  gpuMsPerFrame: {
    value:
      (CORE_SECONDS_PER_MEGAPIXEL[MODEL].fp32 * FRAME.width * FRAME.height) / 1e6 / Math.sqrt(L4.low * L4.high) / 0.001,
    unit: 'ms',
    source:
      `CPU cost of ${MODEL} measured (docs/models.md), for ${FRAME.width}×${FRAME.height}; the GPU's speed ` +
      `${L4.source}, their geometric mean`,
  },
  gpuMsPerBatch: { value: 2_000, unit: 'ms', source: 'assumed: fetching, coding the end and storing a batch' },
  mediaMsPerTask: {
    value: 1_500,
    unit: 'ms',
    source:
      'measured: probing, extracting and recomposing eight frames, of npm run load, with S3 on another machine assumed',
  },
  mediaMsPerFrame: {
    value: 4,
    unit: 'ms',
    source: 'measured: extracting 720p at 174 frames a second on two cores, less for 480p assumed',
  },
  gpuColdStartMs: { value: 300_000, unit: 'ms', source: 'assumed: machine, image of some GB, models' },
  mediaColdStartMs: { value: 75_000, unit: 'ms', source: 'assumed: Fargate with an image of some hundred MB' },
  interruptionsAnHour: {
    value: 0.05,
    unit: 'a machine',
    source: 'assumed; AWS names shares a month, below 5 to over 20 %',
  },
  drainMs: {
    value: 90_000,
    unit: 'ms',
    source: 'UPREEL_DRAIN_SECONDS; AWS gives two minutes of notice',
  },
  figureAgeMs: {
    value: 70_000,
    unit: 'ms',
    source: 'assumed: an alarm judges a minute when it is over, and takes some seconds',
  },
  gpuHour: { value: 0.4, unit: 'USD', source: 'assumed: g6.xlarge as a spot machine, half of its list price of 0.805' },
  mediaHour: {
    value: 0.26,
    unit: 'USD',
    source: 'assumed: 4 vCPU, 16 GiB and 180 GiB more of disk on Fargate at the list prices of us-east-1',
  },
} as const satisfies Readonly<Record<string, Input>>;
