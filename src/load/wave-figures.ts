import { workflowIdOf } from '../contracts/temporal-names.js';
import { judgeWave } from './judge-wave.js';
import type { TenantFigures, WaveFigures } from './load-report.js';
import type { Observation } from './observation.js';
import { percentilesOf } from '../domain/percentiles.js';
import type { ProcessUsage } from '../bench/process-usage.js';
import type { Upload } from './upload-videos.js';

/** What a wave's observation comes to. @param startedAtMs when its first upload began */
export function waveFigures(
  seen: Observation,
  {
    startedAtMs,
    processes,
  }: { readonly startedAtMs: number; readonly processes: Readonly<Record<string, ProcessUsage>> },
): WaveFigures {
  const { uploads, workflows, messages } = seen;
  const seconds = (fromMs: number, toMs: number): number => (toMs - fromMs) / 1000;
  const started = new Map(workflows.map(({ workflowId, startMs }) => [workflowId, startMs]));
  const completed = completionTimes(seen);
  const after = (times: ReadonlyMap<string, number>, keyOf: (jobId: string) => string): number[] =>
    uploads.flatMap(({ jobId, atMs }) => {
      const time = times.get(keyOf(jobId));
      return time === undefined ? [] : [Math.max(0, seconds(atMs, time))];
    });
  const lastMs = Math.max(startedAtMs, ...completed.values());
  return {
    jobs: uploads.length,
    findings: judgeWave(seen),
    uploadSeconds: seconds(startedAtMs, Math.max(startedAtMs, ...uploads.map(({ atMs }) => atMs))),
    seconds: seconds(startedAtMs, lastMs),
    jobsPerMinute: lastMs === startedAtMs ? 0 : (completed.size / seconds(startedAtMs, lastMs)) * 60,
    untilStarted: percentilesOf(after(started, workflowIdOf)),
    untilCompleted: percentilesOf(after(completed, (jobId) => jobId)),
    historyEvents: percentilesOf(workflows.map(({ historyEvents }) => historyEvents)),
    historyBytes: percentilesOf(workflows.map(({ historyBytes }) => historyBytes)),
    messages: { received: messages.length, distinct: new Set(messages.map(({ eventId }) => eventId)).size },
    tenants: tenantFigures(uploads, completed, startedAtMs),
    processes,
  };
}

/** When a job's first completion message said that it is done, by job. */
function completionTimes({ messages }: Observation): Map<string, number> {
  const times = new Map<string, number>();
  for (const { jobId, topic, status, atMs } of messages) {
    if (topic === 'completion' && status === 'COMPLETED' && !times.has(jobId)) times.set(jobId, atMs);
  }
  return times;
}

function tenantFigures(
  uploads: readonly Upload[],
  completed: ReadonlyMap<string, number>,
  startedAtMs: number,
): TenantFigures[] {
  return [...new Set(uploads.map(({ tenant }) => tenant))].map((tenant) => {
    const own = uploads.filter((upload) => upload.tenant === tenant);
    const ends = own.flatMap(({ jobId }) => completed.get(jobId) ?? []).map((atMs) => (atMs - startedAtMs) / 1000);
    return {
      tenant,
      jobs: own.length,
      firstEndSeconds: ends.length === 0 ? 0 : Math.min(...ends),
      lastEndSeconds: ends.length === 0 ? 0 : Math.max(...ends),
    };
  });
}
