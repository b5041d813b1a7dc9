import { Context } from '@temporalio/activity';
import { toApplicationFailure } from './to-application-failure.js';

type Activities<T> = { readonly [Name in keyof T]: (input: never) => Promise<unknown> };

/**
 * Wraps every activity of a worker. Once an attempt is cancelled, paused or reset it ends with the reason Temporal gave,
 * whatever it threw itself: an AbortError would be reported as a cancellation that nobody asked for, and the server would
 * keep the attempt for ever. Every other error becomes a typed failure.
 */
export function guardActivities<T extends Activities<T>>(activities: T): T {
  const guarded = Object.entries<(input: never) => Promise<unknown>>(activities).map(([name, activity]) => [
    name,
    async (input: never) => {
      const { cancellationSignal, info } = Context.current();
      try {
        return await activity(input);
      } catch (error) {
        if (cancellationSignal.aborted) throw cancellationSignal.reason;
        throw toApplicationFailure(error, info.attempt);
      }
    },
  ]);
  return Object.fromEntries(guarded) as T;
}
