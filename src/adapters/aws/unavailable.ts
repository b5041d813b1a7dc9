import { FailureType, UpreelError } from '../../contracts/failures.js';

/** What an AWS service said when it failed, as the error every port promises. */
export function unavailable(service: string, action: string, cause: unknown): UpreelError {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new UpreelError(FailureType.Unavailable, `${service} could not ${action} (${why}).`, { cause });
}
