import { JOB_STATUSES } from '../../contracts/job.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { JobStory } from './chaos-record.js';
import type { Invariant } from './invariant.js';

/** What the workflow's own state is when the row is right. */
const WORKFLOW_STATES: Readonly<Record<string, readonly string[]>> = {
  COMPLETED: ['COMPLETED'],
  FAILED: ['FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT'],
};

export const rowNeverGoesBack: Invariant = {
  id: 'I5',
  promise: "status and frame counters never go back within a run, and the row ends equal to its workflow's state",
  violations: ({ jobs }) => jobs.flatMap((job) => [...steps(job), ...ending(job)]),
};

function steps({ jobId, rows }: JobStory): string[] {
  const versions = rows.flatMap(({ row }) => (row === null ? [] : [row]));
  const runs = new Set<string>();
  return versions.flatMap((row, index) => {
    const before = versions[index - 1];
    const returned = before?.RunId !== row.RunId && runs.has(row.RunId);
    runs.add(row.RunId);
    if (returned) return [`Job ${jobId}: run ${row.RunId} wrote its row after a later run had.`];
    return before === undefined ? [] : stepBack(jobId, before, row);
  });
}

function stepBack(jobId: string, before: JobRow, row: JobRow): string[] {
  const found: string[] = [];
  if (row.Revision < before.Revision) {
    found.push(`Job ${jobId}: a write of revision ${row.Revision} followed one of ${before.Revision}.`);
  }
  if (row.RunId !== before.RunId) return found;
  const ended = before.Status === 'COMPLETED' || before.Status === 'FAILED';
  if (rankOf(row) < rankOf(before) || (ended && row.Status !== before.Status)) {
    found.push(`Job ${jobId}: its status went from ${before.Status} to ${row.Status} in one run.`);
  }
  for (const counter of ['Total', 'Extracted', 'Processed'] as const) {
    if (row.Frames[counter] < before.Frames[counter]) {
      found.push(
        `Job ${jobId}: Frames.${counter} fell from ${before.Frames[counter]} to ${row.Frames[counter]} in one run.`,
      );
    }
  }
  return found;
}

function rankOf({ Status }: JobRow): number {
  return JOB_STATUSES.indexOf(Status);
}

function ending({ jobId, rows, end }: JobStory): string[] {
  const row = end?.row ?? null;
  if (end === null || row === null) return [];
  const found: string[] = [];
  if (!(WORKFLOW_STATES[row.Status]?.includes(end.workflow ?? '') ?? false)) {
    found.push(`Job ${jobId} is ${row.Status}, and its workflow ${end.workflow ?? 'is not there'}.`);
  }
  if (rows.at(-1)?.row?.Status !== row.Status)
    found.push(`Job ${jobId}: the last write seen did not make it ${row.Status}.`);
  const { Total, Extracted, Processed } = row.Frames;
  if (row.Status === 'COMPLETED' && (Extracted !== Total || Processed !== Total)) {
    found.push(`Job ${jobId} is COMPLETED with ${Extracted} frames extracted and ${Processed} processed of ${Total}.`);
  }
  return found;
}
