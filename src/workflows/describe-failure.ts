import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { FailureType, isFailureType } from '../contracts/failures.js';

export interface JobFailure {
  readonly failureType: FailureType;
  readonly failureReason: string;
}

/** What a person is told of a job whose end was asked for. */
export const CANCELLED: JobFailure = {
  failureType: FailureType.Cancelled,
  failureReason: 'The job was cancelled.',
};

/** What a person is told of a failure that ended a job. */
export function describeFailure(error: unknown): JobFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure && isFailureType(cause.type)) {
    return { failureType: cause.type, failureReason: cause.message };
  }
  if (cause instanceof TimeoutFailure) {
    return {
      failureType: FailureType.TimedOut,
      failureReason: `A step of the job did not end in time (${cause.message}).`,
    };
  }
  return { failureType: FailureType.Internal, failureReason: cause instanceof Error ? cause.message : String(cause) };
}
