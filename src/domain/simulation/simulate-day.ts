import { type Random, seededRandom } from '../seeded-random.js';
import { EventQueue } from './event-queue.js';
import { type FleetFigures, type FleetSetting, type FleetState, SimulatedFleet } from './simulated-fleet.js';
import { arrivalTimes, DAY_MS, type Traffic, videoFrames } from './traffic.js';

export interface DaySetting {
  readonly seed: number;
  readonly traffic: Traffic;
  readonly frames: { readonly median: number; readonly spread: number; readonly min: number; readonly max: number };
  readonly batchFrames: number;
  /** A job at most so many at a time, so that a film holds up nobody. */
  readonly maxBatchesInFlight: number;
  readonly mediaMs: { readonly extract: number; readonly recompose: number; readonly perFrame: number };
  readonly gpuMs: { readonly perFrame: number; readonly perBatch: number };
  readonly media: FleetSetting;
  readonly gpu: FleetSetting;
}

/** Where jobs are at a moment. Every arrived one is in exactly one place. */
export interface DayState {
  readonly atMs: number;
  readonly arrived: number;
  readonly extracting: number;
  readonly upscaling: number;
  readonly recomposing: number;
  readonly done: number;
  /** Batches that jobs have sent to the queue and not got back. */
  readonly batchesOut: number;
  readonly media: FleetState;
  readonly gpu: FleetState;
}

export interface DayFigures {
  readonly videos: number;
  readonly frames: number;
  readonly batches: number;
  readonly done: number;
  /** Hours after the day's end until the last job was done. */
  readonly lateHours: number;
  /** Seconds from upload to the end of each job. */
  readonly jobSeconds: readonly number[];
  readonly media: FleetFigures;
  readonly gpu: FleetFigures;
}

const MINUTE_MS = 60_000;
/** What is not done by then will not be. */
const GIVEN_UP_AFTER_MS = 30 * DAY_MS;

/** A day of uploads and what comes after, until nothing runs any more. `observe` is called once a minute. */
export function simulateDay(setting: DaySetting, observe: (state: DayState) => void = () => undefined): DayFigures {
  const random = seededRandom(setting.seed);
  const events = new EventQueue();
  const media = new SimulatedFleet(setting.media, events, random);
  const gpu = new SimulatedFleet(setting.gpu, events, random);
  const times = arrivalTimes(setting.traffic, random);
  const counts = {
    arrived: 0,
    extracting: 0,
    upscaling: 0,
    recomposing: 0,
    done: 0,
    batchesOut: 0,
    frames: 0,
    batches: 0,
  };
  const jobSeconds: number[] = [];
  let lastMs = 0;

  const arrive = (index: number): void => {
    const nextMs = times[index + 1];
    if (nextMs !== undefined) {
      events.at(nextMs, () => {
        arrive(index + 1);
      });
    }
    counts.arrived += 1;
    counts.extracting += 1;
    extract(setting, media, random, (frames) => {
      counts.extracting -= 1;
      counts.upscaling += 1;
      counts.frames += frames;
      upscale(setting, gpu, frames, counts, () => {
        counts.upscaling -= 1;
        counts.recomposing += 1;
        recompose(setting, media, frames, () => {
          counts.recomposing -= 1;
          counts.done += 1;
          jobSeconds.push((events.nowMs - (times[index] ?? 0)) / 1000);
          lastMs = events.nowMs;
        });
      });
    });
  };
  if (times[0] !== undefined) {
    events.at(times[0], () => {
      arrive(0);
    });
  }
  const isOver = (): boolean =>
    events.nowMs > GIVEN_UP_AFTER_MS ||
    (counts.done === times.length && [media, gpu].every(({ state }) => state.workers + state.starting === 0));
  const tick = (): void => {
    media.publish();
    gpu.publish();
    observe({ atMs: events.nowMs, ...counts, media: media.state, gpu: gpu.state });
    if (!isOver() || events.nowMs < DAY_MS) events.at(events.nowMs + MINUTE_MS, tick);
  };
  events.at(0, tick);
  while (events.step());
  return {
    videos: times.length,
    frames: counts.frames,
    batches: counts.batches,
    done: counts.done,
    lateHours: Math.max(0, lastMs - DAY_MS) / 3_600_000,
    jobSeconds,
    media: media.figures,
    gpu: gpu.figures,
  };
}

function extract(
  { frames: range, mediaMs }: DaySetting,
  media: SimulatedFleet,
  random: Random,
  onDone: (frames: number) => void,
): void {
  const frames = videoFrames(range, random);
  media.offer({
    workMs: mediaMs.extract + frames * mediaMs.perFrame,
    overheadMs: 0,
    onDone: () => {
      onDone(frames);
    },
  });
}

function upscale(
  { batchFrames, maxBatchesInFlight, gpuMs }: DaySetting,
  gpu: SimulatedFleet,
  frames: number,
  counts: { batches: number; batchesOut: number },
  onDone: () => void,
): void {
  let started = 0;
  let back = 0;
  const offerNext = (): void => {
    const size = Math.min(batchFrames, frames - started);
    if (size <= 0) return;
    started += size;
    counts.batches += 1;
    counts.batchesOut += 1;
    gpu.offer({
      workMs: size * gpuMs.perFrame,
      overheadMs: gpuMs.perBatch,
      onDone: () => {
        counts.batchesOut -= 1;
        back += size;
        if (back === frames) onDone();
        else offerNext();
      },
    });
  };
  for (let slot = 0; slot < maxBatchesInFlight; slot += 1) offerNext();
}

function recompose({ mediaMs }: DaySetting, media: SimulatedFleet, frames: number, onDone: () => void): void {
  media.offer({ workMs: mediaMs.recompose + frames * mediaMs.perFrame, overheadMs: 0, onDone });
}
