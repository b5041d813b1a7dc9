import { FailureType, UpreelError } from '../../contracts/failures.js';

/** A model file that is truncated, damaged, or uses something the converter does not know. */
export class CorruptModelError extends UpreelError {
  constructor(finding: string) {
    super(FailureType.ModelUnavailable, `The model file can't be read: ${finding}.`);
  }
}
