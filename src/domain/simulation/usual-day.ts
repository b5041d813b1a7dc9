import { SCALING, WORKER_SLOTS } from '../../contracts/fleet.js';
import type { DaySetting } from './simulate-day.js';
import type { FleetSetting } from './simulated-fleet.js';
import { SIMULATION_INPUTS as INPUTS } from './inputs.js';

/** What differs from day to day. */
export interface DayChoice {
  readonly seed: number;
  readonly videos: number;
  readonly maxGpuWorkers: number;
  readonly maxMediaWorkers: number;
  /** The inputs' own unless said otherwise. */
  readonly interruptionsAnHour?: number;
}

/** As the deployment is set: infra/functions and infra/parameters, docs/deploy.md. */
const DEPLOYED = { batchFrames: 512, maxBatchesInFlight: 64, gpuTasksPerWorker: 8, idleMs: 600_000 };

/** The deployment as it stands, under the inputs. */
export function usualDay({ seed, videos, maxGpuWorkers, maxMediaWorkers, ...choice }: DayChoice): DaySetting {
  const shared = {
    drainMs: INPUTS.drainMs.value,
    lingerMs: SCALING.lingerSeconds * 1000,
    figureAgeMs: INPUTS.figureAgeMs.value,
    cooldownMs: SCALING.cooldownSeconds * 1000,
  };
  const { idleMs } = DEPLOYED;
  const media: FleetSetting = {
    ...shared,
    limits: {
      slotsPerWorker: WORKER_SLOTS.media,
      tasksPerWorker: WORKER_SLOTS.media,
      maxWorkers: maxMediaWorkers,
      idleMs,
    },
    coldStartMs: INPUTS.mediaColdStartMs.value,
    interruptionsAnHour: 0,
    oneDevice: false,
  };
  const gpu: FleetSetting = {
    ...shared,
    limits: {
      slotsPerWorker: WORKER_SLOTS.gpu,
      tasksPerWorker: DEPLOYED.gpuTasksPerWorker,
      maxWorkers: maxGpuWorkers,
      idleMs,
    },
    coldStartMs: INPUTS.gpuColdStartMs.value,
    interruptionsAnHour: choice.interruptionsAnHour ?? INPUTS.interruptionsAnHour.value,
    oneDevice: true,
  };
  const { medianFrames, framesSpread, maxFrames, peakToMean, bursts, burstShare, burstMinutes } = INPUTS;
  return {
    seed,
    traffic: {
      videos,
      peakToMean: peakToMean.value,
      bursts: bursts.value,
      burstShare: burstShare.value,
      burstMs: burstMinutes.value * 60_000,
    },
    frames: { median: medianFrames.value, spread: framesSpread.value, min: 1, max: maxFrames.value },
    batchFrames: DEPLOYED.batchFrames,
    maxBatchesInFlight: DEPLOYED.maxBatchesInFlight,
    mediaMs: {
      extract: INPUTS.mediaMsPerTask.value,
      recompose: INPUTS.mediaMsPerTask.value,
      perFrame: INPUTS.mediaMsPerFrame.value,
    },
    gpuMs: { perFrame: INPUTS.gpuMsPerFrame.value, perBatch: INPUTS.gpuMsPerBatch.value },
    media,
    gpu,
  };
}
