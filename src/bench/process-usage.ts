import { readFileSync } from 'node:fs';

import { parsePeakMemory } from './peak-memory.js';

export interface ProcessUsage {
  /** The most it ever held. */
  readonly peakBytes: number;
  /** Its own and its ended children's. */
  readonly cpuSeconds: number;
  /** Of them, the children's. */
  readonly toolSeconds: number;
}

/** On every system that has /proc. */
const TICKS_A_SECOND = 100;
/** Fields of /proc/<pid>/stat after the command, which may hold blanks itself. */
const OWN_FIELDS = [11, 12];
const TOOL_FIELDS = [13, 14];

/** Of a process that runs; null where the system does not say (it is Linux that does). */
export function processUsage(pid: number): ProcessUsage | null {
  try {
    const peakBytes = parsePeakMemory(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return peakBytes === null ? null : { peakBytes, ...parseProcessorTime(readFileSync(`/proc/${pid}/stat`, 'utf8')) };
  } catch {
    return null;
  }
}

/** @param stat text of `/proc/<pid>/stat` */
export function parseProcessorTime(stat: string): Pick<ProcessUsage, 'cpuSeconds' | 'toolSeconds'> {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (places: readonly number[]): number =>
    places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_A_SECOND;
  const toolSeconds = seconds(TOOL_FIELDS);
  return { cpuSeconds: seconds(OWN_FIELDS) + toolSeconds, toolSeconds };
}
