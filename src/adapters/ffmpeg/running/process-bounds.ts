import { availableParallelism } from 'node:os';
import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { MediaLimits } from '../media-limits.js';

/** What one process that reads a user's file may take; the kernel holds it to that. */
export interface ProcessBounds {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

const OUT_OF_MEMORY = /Cannot allocate memory|malloc of size \d+ failed/;

export function probeBounds({ maxProbeCpuSeconds, maxMemoryBytes }: MediaLimits): ProcessBounds {
  return { cpuSeconds: maxProbeCpuSeconds, memoryBytes: maxMemoryBytes };
}

export function decodeBounds({ maxDecodeCpuSeconds, maxMemoryBytes }: MediaLimits): ProcessBounds {
  return { cpuSeconds: maxDecodeCpuSeconds, memoryBytes: maxMemoryBytes };
}

/** prlimit's options. Data and not address space: threads reserve much more than they ever use. */
export function boundsOptions({ cpuSeconds, memoryBytes }: ProcessBounds): string[] {
  // Both limits of processor time alike: the kernel then kills. ffmpeg would take its warning for a wish to end early.
  return [`--cpu=${cpuSeconds}:${cpuSeconds}`, `--data=${memoryBytes}`];
}

/** Whether a tool's last words are that it was given no more memory. */
export function isOutOfMemory(said: string): boolean {
  return OUT_OF_MEMORY.test(said);
}

/** Whether a process that ended by `signal` after `ranMs` can have used up its processor time: others kill too. */
export function isOutOfTime({ cpuSeconds }: ProcessBounds, signal: NodeJS.Signals | null, ranMs: number): boolean {
  return signal === 'SIGKILL' && (ranMs / 1000) * availableParallelism() >= cpuSeconds;
}

export function takesTooMuch(what: string, said: string): UpreelError {
  const sentence = `Reading the video takes more than ${what}, which is the most it may.`;
  return new UpreelError(FailureType.SourceTooLarge, sentence, { cause: new Error(said) });
}
