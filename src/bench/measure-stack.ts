import { availableParallelism, cpus, totalmem } from 'node:os';

import { DEFAULT_MODEL } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import type { BenchReport } from './bench-report.js';
import { BENCH_SIZE, type BenchClips } from './make-bench-clips.js';
import { peakMemory } from './peak-memory.js';
import { readVersions } from './read-versions.js';
import { type BenchJob, runBenchJob } from './run-bench-job.js';
import { timeInference } from './time-inference.js';

const MODEL = DEFAULT_MODEL.anime;
const ONE_FRAME_RUNS = 3;

/** Runs every measurement, one after the other: between two of them the stack is idle. */
export async function measureStack(
  stack: Stack,
  clips: BenchClips,
  { memory, say }: { readonly memory: boolean; readonly say: (text: string) => void },
): Promise<BenchReport> {
  say('Warming up …\n');
  await runBenchJob(stack, clips.oneFrame);
  say('Timing the model alone …\n');
  const before = await timeInference(clips.rawFrames, MODEL);
  say('Jobs of one frame …\n');
  const oneFrameSeconds = await medianOneFrame(stack, clips);
  say('The clip …\n');
  const job = await runBenchJob(stack, clips.clip);
  const clipBytes = gpuWorkerPeak(stack);
  say('Timing the model alone again …\n');
  const after = await timeInference(clips.rawFrames, MODEL);
  const used = Math.min(before, after);
  return {
    efficiency: (job.frames * used) / job.workflowSeconds,
    clip: { content: clips.content, ...BENCH_SIZE, frames: job.frames },
    model: MODEL,
    pureSecondsPerFrame: { before, after, used },
    workflowSeconds: job.workflowSeconds,
    stages: job.stages,
    oneFrameSeconds,
    memory: memory && clipBytes !== null ? await compareMemory(stack, clips, clipBytes, say) : null,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), memoryBytes: totalmem() },
    versions: await readVersions(),
  };
}

async function medianOneFrame(stack: Stack, { oneFrame }: BenchClips): Promise<number> {
  const runs: BenchJob[] = [];
  while (runs.length < ONE_FRAME_RUNS) runs.push(await runBenchJob(stack, oneFrame));
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
  await runBenchJob(stack, clips.tenfold);
  const tenfoldBytes = gpuWorkerPeak(stack);
  return tenfoldBytes === null ? null : { clipBytes, tenfoldBytes, ratio: tenfoldBytes / clipBytes };
}

function gpuWorkerPeak({ pids }: Stack): number | null {
  const pid = pids['gpu-worker-1'];
  return pid === undefined ? null : peakMemory(pid);
}
