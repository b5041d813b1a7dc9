import type { ChildProcess } from 'node:child_process';

/** Ends a child: SIGTERM, and SIGKILL when it has not gone after `graceMs`. Idempotent; wait for its `close`. */
export function endChild(child: ChildProcess, graceMs: number): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('exit', () => {
    clearTimeout(timer);
  });
}
