import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAULTS_ENOUGH, isFault } from '../domain/attempt-faults.js';
import { cancellationResult } from './cancellation-result.js';
import { observeActivity } from './observe-activity.js';
import { toApplicationFailure, toUpreelError } from './to-application-failure.js';

type Activities<T> = { readonly [Name in keyof T]: (input: never) => Promise<unknown> };

/**
 * Wraps every activity of a worker. Once an attempt is cancelled, paused or reset it ends with the reason Temporal gave,
 * whatever it threw itself: an AbortError would be reported as a cancellation that nobody asked for, and the server would
 * keep the attempt for ever. Every other error becomes a typed failure. An activity whose attempts are not written down
 * (count-attempts) has as many of them as that rule allows, whatever they ended of. Each attempt is measured and logged.
 */
export function guardActivities<T extends Activities<T>>(activities: T): T {
  const guarded = Object.entries<(input: never) => Promise<unknown>>(activities).map(([name, activity]) => {
    const observed = observeActivity(name, activity);
    const guardedActivity = async (input: never): Promise<unknown> => {
      const { cancellationSignal, info } = Context.current();
      try {
        return await observed(input);
      } catch (error) {
        if (cancellationSignal.aborted) throw endOfCancelled(cancellationSignal.reason);
        const final = info.attempt >= FAULTS_ENOUGH && isFault(toUpreelError(error).type);
        throw toApplicationFailure(error, { final });
      }
    };
    return [name, guardedActivity];
  });
  return Object.fromEntries(guarded) as T;
}

/** A worker that is told to stop hands its work back: no failure of it, and the next worker need not wait. */
function endOfCancelled(reason: unknown): unknown {
  if (cancellationResult(reason) !== 'drained') return reason;
  return ApplicationFailure.create({
    type: 'WorkerShutdown',
    message: 'The worker was told to stop; another one goes on.',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: '1 second',
  });
}
