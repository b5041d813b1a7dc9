import { setTimeout as delay } from 'node:timers/promises';

import type { ProcessIdentity } from '../adapters/processes/process-identity.js';
import { isRunning } from '../adapters/processes/process-identity.js';

const POLL_MS = 20;

/** SIGKILL to all that is left of the process group that a child of ours led. */
export function killGroup(pid: number): void {
  signal(-pid, 'SIGKILL');
}

/** Ends a process that is no child of ours: SIGTERM, after `graceMs` SIGKILL to its group; resolves when it is gone. */
export async function endProcess(process: ProcessIdentity, graceMs: number): Promise<void> {
  if (!isRunning(process)) return;
  signal(process.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isRunning(process)) {
    if (Date.now() > deadline) killGroup(process.pid);
    await delay(POLL_MS);
  }
  killGroup(process.pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
