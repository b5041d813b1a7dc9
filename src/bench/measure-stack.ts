import { availableParallelism, cpus, totalmem } from 'node:os';

import { DEFAULT_MODEL } from '../contracts/models.js';
import type { VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import type { BenchReport, TypeBench } from './bench-report.js';
import { BENCH_FRAMES, BENCH_SIZE, type BenchClips } from './make-bench-clips.js';
import { peakMemory } from './peak-memory.js';
import { readVersions } from './read-versions.js';
import { type BenchJob, runBenchJob } from './run-bench-job.js';
import { timeInference } from './time-inference.js';

/** The spec's default first: its efficiency is the bench's. */
const TYPES = ['real', 'anime'] as const satisfies readonly VideoType[];
const ONE_FRAME_RUNS = 3;

/** Runs every measurement, one after the other: between two of them the stack is idle. */
export async function measureStack(
  stack: Stack,
  clips: BenchClips,
  { memory, say }: { readonly memory: boolean; readonly say: (text: string) => void },
): Promise<BenchReport> {
  say('Warming up …\n');
  for (const type of TYPES) await runBenchJob(stack, clips.oneFrame, type);
  say('Jobs of one frame …\n');
  const oneFrameSeconds = await medianOneFrame(stack, clips);
  const types: TypeBench[] = [];
  for (const type of TYPES) types.push(await measureType(stack, clips, type, say));
  const clipBytes = gpuWorkerPeak(stack);
  return {
    efficiency: types[0]?.efficiency ?? 0,
    clip: { content: clips.content, ...BENCH_SIZE, frames: BENCH_FRAMES },
    types,
    oneFrameSeconds,
    memory: memory && clipBytes !== null ? await compareMemory(stack, clips, clipBytes, say) : null,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), memoryBytes: totalmem() },
    versions: await readVersions(),
  };
}

async function measureType(
  stack: Stack,
  clips: BenchClips,
  type: VideoType,
  say: (text: string) => void,
): Promise<TypeBench> {
  const model = DEFAULT_MODEL[type];
  say(`Timing ${model} alone …\n`);
  const before = await timeInference(clips.rawFrames, model);
  say('The clip …\n');
  const { frames, workflowSeconds, stages } = await runBenchJob(stack, clips.clip, type);
  say(`Timing ${model} alone again …\n`);
  const after = await timeInference(clips.rawFrames, model);
  const used = Math.min(before, after);
  return {
    ...{ type, model, pureSecondsPerFrame: { before, after, used }, workflowSeconds, stages },
    efficiency: (frames * used) / workflowSeconds,
  };
}

async function medianOneFrame(stack: Stack, { oneFrame }: BenchClips): Promise<number> {
  const runs: BenchJob[] = [];
  while (runs.length < ONE_FRAME_RUNS) runs.push(await runBenchJob(stack, oneFrame, TYPES[0]));
  const seconds = runs.map(({ workflowSeconds }) => workflowSeconds).sort((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)] ?? 0;
}

/** The peak never falls, so what the long clip leaves is the larger of both. */
async function compareMemory(
  stack: Stack,
  clips: BenchClips,
  clipBytes: number,
  say: (text: string) => void,
): Promise<BenchReport['memory']> {
  say('A clip ten times as long …\n');
  await runBenchJob(stack, clips.tenfold, TYPES[0]);
  const tenfoldBytes = gpuWorkerPeak(stack);
  return tenfoldBytes === null ? null : { clipBytes, tenfoldBytes, ratio: tenfoldBytes / clipBytes };
}

function gpuWorkerPeak({ pids }: Stack): number | null {
  const pid = pids['gpu-worker-1'];
  return pid === undefined ? null : peakMemory(pid);
}
