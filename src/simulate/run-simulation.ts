import { type Percentiles, percentilesOf } from '../domain/percentiles.js';
import { type Input, SIMULATION_INPUTS } from '../domain/simulation/inputs.js';
import { type DayFigures, type DaySetting, simulateDay } from '../domain/simulation/simulate-day.js';
import type { FleetFigures } from '../domain/simulation/simulated-fleet.js';
import { usualDay } from '../domain/simulation/usual-day.js';

interface FleetSummary extends Omit<FleetFigures, 'waits'> {
  /** Seconds that tasks waited in the queue. */
  readonly waits: Percentiles | null;
}

export interface SimulatedDay extends Omit<DayFigures, 'jobSeconds' | 'media' | 'gpu'> {
  readonly name: string;
  readonly maxGpuWorkers: number;
  readonly jobSeconds: Percentiles | null;
  readonly media: FleetSummary;
  readonly gpu: FleetSummary;
  /** US dollars, of the workers' time. */
  readonly cost: number;
}

export interface Simulation {
  readonly seed: number;
  readonly inputs: Readonly<Record<string, Input>>;
  /** As the deployment is set, by traffic. */
  readonly days: readonly SimulatedDay[];
  /** One setting or input changed at a time. */
  readonly variations: readonly SimulatedDay[];
}

interface Choice {
  readonly name: string;
  readonly videos: number;
  readonly maxGpuWorkers: number;
  readonly maxMediaWorkers: number;
  readonly change?: (setting: DaySetting) => DaySetting;
}

/** 500 workers of a kind are the most that the deployment's parameters take. */
const DAYS: readonly Choice[] = [
  { name: '20 videos', videos: 20, maxGpuWorkers: 8, maxMediaWorkers: 8 },
  { name: '1,000 videos', videos: 1_000, maxGpuWorkers: 8, maxMediaWorkers: 8 },
  { name: '10,000 videos', videos: 10_000, maxGpuWorkers: 64, maxMediaWorkers: 16 },
  { name: '100,000 videos', videos: 100_000, maxGpuWorkers: 128, maxMediaWorkers: 64 },
  { name: '1,000,000 videos', videos: 1_000_000, maxGpuWorkers: 500, maxMediaWorkers: 500 },
];

const FEW = { videos: 100, maxGpuWorkers: 8, maxMediaWorkers: 8 };
const MANY = { videos: 10_000, maxGpuWorkers: 64, maxMediaWorkers: 16 };

const VARIATIONS: readonly Choice[] = [
  { name: '100 videos', ...FEW },
  { name: '100 videos, cooldown 60 s', ...FEW, change: cooldown(60) },
  { name: '100 videos, figures 170 s old', ...FEW, change: figureAge(170) },
  { name: '10,000 videos', ...MANY },
  { name: '10,000 videos, cooldown 60 s', ...MANY, change: cooldown(60) },
  { name: '10,000 videos, 16 batches a worker', ...MANY, change: tasksPerWorker(16) },
  { name: '10,000 videos, 32 batches a worker', ...MANY, change: tasksPerWorker(32) },
  { name: '10,000 videos, 2 idle minutes', ...MANY, change: idleMinutes(2) },
  { name: '10,000 videos, 20 idle minutes', ...MANY, change: idleMinutes(20) },
  { name: '10,000 videos, no interruptions', ...MANY, change: interruptions(0) },
  { name: '10,000 videos, an interruption an hour', ...MANY, change: interruptions(1) },
];

/** The same for the same seed. */
export function runSimulation({ seed, videos }: { readonly seed: number; readonly videos: number }): Simulation {
  return {
    seed,
    inputs: SIMULATION_INPUTS,
    days: DAYS.filter((day) => day.videos <= videos).map((day) => simulate(day, seed)),
    variations: VARIATIONS.filter((day) => day.videos <= videos).map((day) => simulate(day, seed)),
  };
}

function simulate({ name, change = (setting) => setting, ...choice }: Choice, seed: number): SimulatedDay {
  const { jobSeconds, media, gpu, ...figures } = simulateDay(change(usualDay({ seed, ...choice })));
  const { gpuHour, mediaHour } = SIMULATION_INPUTS;
  return {
    name,
    maxGpuWorkers: choice.maxGpuWorkers,
    ...figures,
    jobSeconds: percentilesOf(jobSeconds),
    media: summaryOf(media),
    gpu: summaryOf(gpu),
    cost: gpu.workerHours * gpuHour.value + media.workerHours * mediaHour.value,
  };
}

function summaryOf({ waits, ...figures }: FleetFigures): FleetSummary {
  return { ...figures, waits: percentilesOf(waits) };
}

function cooldown(seconds: number) {
  const cooldownMs = seconds * 1000;
  return ({ media, gpu, ...day }: DaySetting): DaySetting => ({
    ...day,
    media: { ...media, cooldownMs },
    gpu: { ...gpu, cooldownMs },
  });
}

function figureAge(seconds: number) {
  const figureAgeMs = seconds * 1000;
  return ({ media, gpu, ...day }: DaySetting): DaySetting => ({
    ...day,
    media: { ...media, figureAgeMs },
    gpu: { ...gpu, figureAgeMs },
  });
}

function tasksPerWorker(tasks: number) {
  return ({ gpu, ...day }: DaySetting): DaySetting => ({
    ...day,
    gpu: { ...gpu, limits: { ...gpu.limits, tasksPerWorker: tasks } },
  });
}

function idleMinutes(minutes: number) {
  return ({ gpu, ...day }: DaySetting): DaySetting => ({
    ...day,
    gpu: { ...gpu, limits: { ...gpu.limits, idleMs: minutes * 60_000 } },
  });
}

function interruptions(anHour: number) {
  return ({ gpu, ...day }: DaySetting): DaySetting => ({ ...day, gpu: { ...gpu, interruptionsAnHour: anHour } });
}
