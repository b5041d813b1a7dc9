import { ApplicationFailure } from '@temporalio/common';
import { FailureType, UpreelError } from '../contracts/failures.js';

/** The failure Temporal records: typed, with the sentence for people, and final where trying again can't help. */
export function toApplicationFailure(error: unknown, { final }: { readonly final: boolean }): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const known = toUpreelError(error);
  return ApplicationFailure.create({
    type: known.type,
    message: known.message,
    nonRetryable: !known.retryable || final,
    cause: known,
  });
}

/** Every error as one of the known types: what nobody expected is a bug, but for a disk that is full. */
export function toUpreelError(error: unknown): UpreelError {
  if (error instanceof UpreelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return new UpreelError(FailureType.OutOfDisk, `The worker's disk is full: ${message}.`, { cause: error });
  }
  return new UpreelError(FailureType.Internal, `An internal error: ${message}`, { cause: error });
}
