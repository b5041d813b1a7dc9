import { setTimeout as sleep } from 'node:timers/promises';

import { isFinalStatus } from '../contracts/job.js';
import type { JobDescription } from '../triggers/jobs/describe-job.js';
import { EXIT_CODE, ExitError } from './exit-error.js';
import { FrontDoorError } from './front-door/call-front-door.js';
import type { FrontDoor } from './front-door/front-door.js';

/** Each look costs the stack 10 to 20 ms of CPU. Workers report their frames every two seconds. */
const MIN_POLL_MS = 250;
const MAX_POLL_MS = 2_000;

export interface FollowJob {
  readonly front: FrontDoor;
  readonly jobId: string;
  readonly signal: AbortSignal;
  /** null: the job was uploaded and is not registered yet. */
  readonly onView: (view: JobDescription | null) => void;
  /** The upload has just ended, so that the job will appear; otherwise a job that is not there is an error. */
  readonly expectSoon: boolean;
  readonly pollMs?: number;
  /** How long the stack may be away, for instance while a part of it is started again. */
  readonly patienceMs?: number;
}

/**
 * Looks at a job until it ends.
 * @throws ExitError when there is no such job, or the stack is away for too long
 * @throws the reason of an aborted signal
 */
export async function followJob(request: FollowJob): Promise<JobDescription> {
  const { front, jobId, signal, onView, expectSoon, pollMs, patienceMs = 60_000 } = request;
  const beganMs = Date.now();
  let answeredAtMs = beganMs;
  let known = !expectSoon;
  for (;;) {
    try {
      const view = await front.job(jobId, signal);
      answeredAtMs = Date.now();
      if (view === null && known) throw new ExitError(EXIT_CODE.failed, `There is no job ${jobId}.`);
      known ||= view !== null;
      onView(view);
      if (view !== null && isFinalStatus(view.row.Status)) return view;
    } catch (error) {
      if (!isAway(error) || Date.now() - answeredAtMs > patienceMs) throw error;
    }
    await sleep(pollMs ?? pauseAfter(Date.now() - beganMs), undefined, { signal });
  }
}

/** A quarter of the wait so far: short jobs are seen to end at once, and long ones are not slowed by being looked at. */
function pauseAfter(waitedMs: number): number {
  return Math.min(MAX_POLL_MS, Math.max(MIN_POLL_MS, waitedMs / 4));
}

function isAway(error: unknown): boolean {
  return error instanceof FrontDoorError && (error.status === 0 || error.status >= 500);
}
