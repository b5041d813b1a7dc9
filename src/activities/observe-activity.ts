import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { activityCounter, activityGauge, activityHistogram } from './activity-metrics.js';
import { cancellationResult } from './cancellation-result.js';
import { toUpreelError } from './to-application-failure.js';

/** Steps that come every few seconds, or of which the row already tells, would drown the others in the log. */
const UNTOLD = /^(recordStage|recordProgress|startMissingJobs|endLostJobs|removeOldIntermediates)$/;

/** Wraps an activity with what is measured of every attempt, and the line of the log that tells of its end. */
export function observeActivity<I, O>(name: string, activity: (input: I) => Promise<O>): (input: I) => Promise<O> {
  let running = 0;
  return async (input) => {
    const { log, cancellationSignal } = Context.current();
    const inFlight = activityGauge('inFlight');
    const beganMs = performance.now();
    const seconds = (): number => Math.round(performance.now() - beganMs) / 1000;
    inFlight.set((running += 1));
    try {
      const output = await activity(input);
      activityHistogram('stageSeconds').record(seconds());
      if (!UNTOLD.test(name)) log.info(`${name} is done`, { seconds: seconds() });
      return output;
    } catch (error) {
      if (cancellationSignal.aborted) {
        const result = cancellationResult(cancellationSignal.reason);
        log.info(`${name} was stopped`, { seconds: seconds(), result });
      } else {
        const { failureType, reason } = failureOf(error);
        activityCounter('attemptFailures').add(1, { failureType });
        log.warn(`${name} failed`, { seconds: seconds(), failureType, reason });
      }
      throw error;
    } finally {
      inFlight.set((running -= 1));
    }
  };
}

function failureOf(error: unknown): { readonly failureType: string; readonly reason: string } {
  if (error instanceof ApplicationFailure) return { failureType: error.type ?? 'Internal', reason: error.message };
  const { type, message } = toUpreelError(error);
  return { failureType: type, reason: message };
}
