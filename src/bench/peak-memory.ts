import { readFileSync } from 'node:fs';

/**
 * The most memory a process ever held, in bytes; null where the system does not say (it is Linux that does).
 * @param status text of `/proc/<pid>/status`
 */
export function parsePeakMemory(status: string): number | null {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

export function peakMemory(pid: number): number | null {
  try {
    return parsePeakMemory(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return null;
  }
}
