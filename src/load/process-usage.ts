import { readFileSync } from 'node:fs';

import { parsePeakMemory } from '../bench/peak-memory.js';

export interface ProcessUsage {
  /** The most it ever held. */
  readonly peakBytes: number;
  /** Its own and its ended children's. */
  readonly cpuSeconds: number;
}

/** On every system that has /proc. */
const TICKS_A_SECOND = 100;
/** Fields of /proc/<pid>/stat after the command, which may hold blanks itself. */
const CPU_FIELDS = [11, 12, 13, 14];

/** Of a process that runs; null where the system does not say (it is Linux that does). */
export function processUsage(pid: number): ProcessUsage | null {
  try {
    const peakBytes = parsePeakMemory(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const cpuSeconds = parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return peakBytes === null ? null : { peakBytes, cpuSeconds };
  } catch {
    return null;
  }
}

/** @param stat text of `/proc/<pid>/stat` */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return CPU_FIELDS.reduce((sum, field) => sum + Number(fields[field]), 0) / TICKS_A_SECOND;
}
