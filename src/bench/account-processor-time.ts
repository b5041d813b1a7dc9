import type { ProcessorTime } from './bench-report.js';
import { type ProcessUsage, processUsage } from './process-usage.js';

/**
 * What each process takes from now on. The supervisor is the bench itself: the upload and its waiting count there.
 * @returns ends the account; null where the system does not tell, or a process was replaced meanwhile
 */
export function accountProcessorTime(
  pids: Readonly<Record<string, number>>,
  usageOf: (pid: number) => ProcessUsage | null = processUsage,
): () => Readonly<Record<string, ProcessorTime>> | null {
  const read = (): (readonly [string, ProcessUsage | null])[] =>
    Object.entries(pids).map(([role, pid]) => [role, usageOf(pid)]);
  const before = new Map(read());
  return () => {
    const account: Record<string, ProcessorTime> = {};
    for (const [role, now] of read()) {
      const then = before.get(role);
      if (now === null || then === null || then === undefined) return null;
      const toolSeconds = now.toolSeconds - then.toolSeconds;
      account[role] = { ownSeconds: now.cpuSeconds - then.cpuSeconds - toolSeconds, toolSeconds };
    }
    return account;
  };
}
