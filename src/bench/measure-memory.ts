import type { Stack } from '../contracts/stack.js';
import type { MemoryFigures } from './bench-report.js';
import type { Say } from './measure-speed.js';
import { peakMemory } from './peak-memory.js';
import { runBenchJob } from './run-bench-job.js';

const WORKERS = ['jobs-worker', 'media-worker', 'gpu-worker-1'];

/**
 * Jobs of growing length on a stack that has had no other: a process's peak never falls, so each figure is of the
 * longest clip so far. null where the system does not tell a process's peak.
 */
export async function measureMemory(
  stack: Stack,
  clips: readonly string[],
  say: Say,
): Promise<readonly MemoryFigures[] | null> {
  const figures: MemoryFigures[] = [];
  for (const clip of clips) {
    say(`Peak memory, length ${figures.length + 1} of ${clips.length} …\n`);
    const { frames } = await runBenchJob(stack, clip, { type: 'anime', precision: 'int8' });
    const peaks = WORKERS.flatMap((role): [string, number][] => {
      const bytes = peakMemory(stack.pids[role] ?? 0);
      return bytes === null ? [] : [[role, bytes]];
    });
    if (peaks.length < WORKERS.length) return null;
    figures.push({ frames, peakBytes: Object.fromEntries(peaks) });
  }
  return figures;
}
