import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { AttemptEnd, AttemptFault, AttemptRecord } from '../contracts/attempts.js';
import { areEnough, FAULTS_ENOUGH, faultsAfter } from '../domain/attempt-faults.js';
import type { Fleet } from '../ports/fleet.js';
import type { ObjectStore } from '../ports/object-store.js';
import { AttemptStore } from './attempt-store.js';
import { cancellationResult } from './cancellation-result.js';
import { toApplicationFailure, toUpreelError } from './to-application-failure.js';
import { WorkerLacksError } from './worker-lacks-error.js';

export interface CountAttemptsDeps {
  readonly store: ObjectStore;
  readonly fleet: Fleet;
  /** Name of this worker, the same after it is started again. */
  readonly worker: string;
}

/** What an activity works on, as its attempts are kept and as people are told of it. */
export interface CountedWork {
  readonly bucket: string;
  readonly prefix: string;
  /** Subject of `… failed 4 times`: for instance `Frames 32–63`. */
  readonly name: string;
}

/**
 * Wraps an activity so that each attempt first writes down that it began, and at its end how. When enough of them failed
 * or were killed, the activity fails for good; attempts that were drained, paused or cancelled do not count. What a
 * worker refuses goes to the next one, until every one that there is has refused it.
 */
export function countAttempts<I, O>(
  deps: CountAttemptsDeps,
  activity: (input: I) => Promise<O>,
  workOf: (input: I) => CountedWork,
): (input: I) => Promise<O> {
  return async (input) => {
    const { info, cancellationSignal } = Context.current();
    const { bucket, prefix, name } = workOf(input);
    const attempts = new AttemptStore(deps.store, { bucket, prefix, scheduledMs: info.scheduledTimestampMs });
    const previous = await attempts.lastBefore(info.attempt);
    const earlierFaults = previous === null ? [] : faultsAfter(endAsHinted(previous, info.heartbeatDetails));
    await refuseIfEnough(deps, name, info.taskQueue, earlierFaults);

    const startedAt = new Date().toISOString();
    const refusedBy = previous === null ? [] : refusalsAfter(previous);
    const record: AttemptRecord = {
      ...{ version: 1, attempt: info.attempt, worker: deps.worker, startedAt, earlierFaults },
      ...(refusedBy.length > 0 && { refusedBy }),
    };
    await attempts.write(record);
    const end = async (how: Omit<AttemptEnd, 'at'>): Promise<AttemptRecord> => {
      const ended = { ...record, end: { at: new Date().toISOString(), ...how } };
      await attempts.write(ended).catch(() => {
        hintAtEnd(ended);
      });
      return ended;
    };
    try {
      const output = await activity(input);
      await end({ result: 'done' });
      return output;
    } catch (error) {
      if (cancellationSignal.aborted) {
        await end({ result: cancellationResult(cancellationSignal.reason) });
        throw error;
      }
      const { type: failureType, message: reason, retryable } = toUpreelError(error);
      if (error instanceof WorkerLacksError) {
        const ended = await end({ result: 'refused', failureType, reason });
        throw refusal(error, { name, by: refusalsAfter(ended), workers: await deps.fleet.workersOn(info.taskQueue) });
      }
      const ended = await end({ result: 'failed', failureType, reason });
      if (retryable) await refuseIfEnough(deps, name, info.taskQueue, faultsAfter(ended));
      throw toApplicationFailure(error, { final: false });
    }
  };
}

async function refuseIfEnough(
  { fleet }: CountAttemptsDeps,
  name: string,
  taskQueue: string,
  faults: readonly AttemptFault[],
): Promise<void> {
  const last = faults.at(-1);
  if (
    last === undefined ||
    faults.length < FAULTS_ENOUGH ||
    !areEnough(faults, (await fleet.workersOn(taskQueue)).size)
  )
    return;
  throw ApplicationFailure.create({
    type: last.failureType,
    message: `${name} failed ${faults.length} times and will not be tried again. The last reason: ${last.reason}`,
    nonRetryable: true,
  });
}

const FIRST_REFUSAL_DELAY_S = 2;
const LONGEST_REFUSAL_DELAY_S = 60;

function refusalsAfter({ refusedBy = [], worker, end }: AttemptRecord): readonly string[] {
  return end?.result === 'refused' && !refusedBy.includes(worker) ? [...refusedBy, worker] : refusedBy;
}

/** Back into the queue, where a worker that has what is asked for may be the one to take it; the end, where none has. */
function refusal(
  { type, message }: WorkerLacksError,
  {
    name,
    by,
    workers,
  }: { readonly name: string; readonly by: readonly string[]; readonly workers: ReadonlySet<string> },
): ApplicationFailure {
  if ([...workers].every((worker) => by.includes(worker))) {
    const who = `${by.length === 1 ? 'the one worker' : `all ${by.length} workers`} that could have taken it (${by.join(', ')})`;
    return ApplicationFailure.create({
      type,
      message: `${name} was refused by ${who}. ${message}`,
      nonRetryable: true,
    });
  }
  const { attempt } = Context.current().info;
  return ApplicationFailure.create({
    type,
    message,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: `${Math.min(LONGEST_REFUSAL_DELAY_S, FIRST_REFUSAL_DELAY_S * attempt)} seconds`,
  });
}

interface EndHint {
  readonly unwrittenEnd: Pick<AttemptRecord, 'attempt' | 'end'>;
}

/** Where S3 does not take an attempt's end, Temporal keeps it: the last heartbeat of a failure reaches the next attempt. */
function hintAtEnd({ attempt, end }: AttemptRecord): void {
  Context.current().heartbeat({ frames: 0, unwrittenEnd: { attempt, end } });
}

function endAsHinted(record: AttemptRecord, heartbeat: unknown): AttemptRecord {
  if (record.end !== undefined || !isEndHint(heartbeat)) return record;
  const { attempt, end } = heartbeat.unwrittenEnd;
  return attempt === record.attempt && end !== undefined ? { ...record, end } : record;
}

function isEndHint(value: unknown): value is EndHint {
  return typeof value === 'object' && value !== null && 'unwrittenEnd' in value;
}
