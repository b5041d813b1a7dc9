import { processedFramesPrefix, segmentName } from '../../contracts/object-keys.js';
import type { BatchInFlight, EntryOf } from '../log/log-entry.js';
import type { ChaosRecord, JobStory } from './chaos-record.js';
import type { Invariant } from './invariant.js';

/**
 * Counted by whole batches on both sides: an attempt that did not find its batch done computed at most the batch's
 * frames, and a fault had all frames of the batches it reached in flight. However many faults reach one attempt, its
 * frames are wasted once, and count once.
 */
export const noFrameForNothing: Invariant = {
  id: 'I8',
  promise: 'frames computed ≤ frames + those in flight at the faults',
  violations: (record) =>
    record.jobs.flatMap((job) => {
      const { computed, allowed } = framesOf(record, job);
      return computed <= allowed ? [] : [`Job ${job.jobId} computed ${computed} frames; ${allowed} are accounted for.`];
    }),
};

/** Frames computed for a job at most, and how many its length and the faults account for. */
export function framesOf(
  { run, faultEnds, cancelled }: ChaosRecord,
  job: JobStory,
): { readonly computed: number; readonly allowed: number } {
  const frames = (batches: readonly BatchInFlight[]) =>
    batches
      .filter(({ jobId }) => jobId === job.jobId)
      .reduce((sum, { firstFrame }) => sum + Math.min(run.batchFrames, job.input.frames - firstFrame), 0);
  const disturbed = [...faultEnds, ...cancelled].flatMap(({ batches }) => batches).filter(isFirstOfItsKind);
  return { computed: frames(computingAttempts(job)), allowed: job.input.frames + frames(disturbed) };
}

/** Attempts that did more than find their batch done. */
function computingAttempts(job: JobStory): EntryOf<'attempt'>[] {
  return job.attempts
    .filter(({ result }) => result === null)
    .filter(isFirstOfItsKind)
    .filter((begin) => {
      const end = job.attempts.find((other) => other.result !== null && isSame(other, begin));
      return end?.result !== 'done' || wroteSegment(job, begin, end);
    });
}

function isFirstOfItsKind(one: BatchInFlight, index: number, all: readonly BatchInFlight[]): boolean {
  return all.findIndex((other) => isSame(other, one)) === index;
}

function isSame(a: BatchInFlight, b: BatchInFlight): boolean {
  return a.jobId === b.jobId && a.firstFrame === b.firstFrame && a.attempt === b.attempt;
}

function wroteSegment({ jobId, writes }: JobStory, begin: EntryOf<'attempt'>, end: EntryOf<'attempt'>): boolean {
  const key = processedFramesPrefix(jobId) + segmentName(begin.firstFrame);
  return writes.some((write) => write.key === key && write.atMs >= begin.atMs && write.atMs <= end.atMs);
}
