import { isFinalStatus } from '../../contracts/job.js';
import type { ChaosRecord, JobStory } from './chaos-record.js';
import type { Invariant } from './invariant.js';

export const everyJobEnds: Invariant = {
  id: 'I1',
  promise: 'every accepted upload ends COMPLETED, or FAILED with a reason, within the bound',
  violations: (record) => record.jobs.flatMap((job) => [...endOf(job), ...bound(record, job)]),
};

function endOf({ jobId, input, end }: JobStory): string[] {
  const row = end?.row ?? null;
  if (row === null) return [`Job ${jobId} (${input.name}) left no row.`];
  if (!isFinalStatus(row.Status)) return [`Job ${jobId} (${input.name}) is still ${row.Status}.`];
  if (row.Status === 'FAILED' && (row.FailureType === undefined || (row.FailureReason ?? '') === '')) {
    return [`Job ${jobId} failed without a reason.`];
  }
  const wanted = input.expected === 'completed' ? 'COMPLETED' : 'FAILED';
  if (row.Status === wanted) return [];
  return [`Job ${jobId} of ${input.name} ended ${row.Status}: ${row.FailureReason ?? 'it is no video'}`];
}

/** Counted from the last thing that could have held it up. */
function bound({ run, faults, faultEnds }: ChaosRecord, { jobId, acceptedMs, rows, operations }: JobStory): string[] {
  const ended = rows.findLast(({ row }) => row !== null && isFinalStatus(row.Status));
  if (ended === undefined) return [];
  const disturbed = [...faults, ...faultEnds, ...operations]
    .map(({ atMs }) => atMs)
    .filter((atMs) => atMs < ended.atMs);
  const took = ended.atMs - Math.max(acceptedMs, ...disturbed);
  if (took <= run.boundMs) return [];
  return [`Job ${jobId} took ${Math.round(took / 1_000)} s to end after the last disturbance.`];
}
