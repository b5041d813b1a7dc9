import { FailureType, UpreelError } from '../contracts/failures.js';

/**
 * The work is in order, but this machine has not what it asks for: another worker may. Such attempts speak neither against
 * the work nor against the worker; the work fails once every worker that there is has said so.
 */
export class WorkerLacksError extends UpreelError {
  constructor(message: string) {
    super(FailureType.Unavailable, message);
  }
}
