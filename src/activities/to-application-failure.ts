import { ApplicationFailure } from '@temporalio/common';
import { FailureType, UpreelError } from '../contracts/failures.js';

/**
 * Something that fails the same way this often will go on doing so. Missing infrastructure is another matter: it comes
 * back, and is waited for up to the job's deadline.
 */
const ATTEMPTS_OF_A_FAULT = 4;

const WAITED_FOR: ReadonlySet<FailureType> = new Set([FailureType.Unavailable, FailureType.OutOfDisk]);

/** The failure Temporal records: typed, with the sentence for people, and final where trying again can't help. */
export function toApplicationFailure(error: unknown, attempt: number): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const known = error instanceof UpreelError ? error : asInternal(error);
  const exhausted = attempt >= ATTEMPTS_OF_A_FAULT && !WAITED_FOR.has(known.type);
  return ApplicationFailure.create({
    type: known.type,
    message: known.message,
    nonRetryable: !known.retryable || exhausted,
    cause: known,
  });
}

function asInternal(error: unknown): UpreelError {
  const message = error instanceof Error ? error.message : String(error);
  return new UpreelError(FailureType.Internal, `An internal error: ${message}`, { cause: error });
}
