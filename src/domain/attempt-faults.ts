import type { AttemptFault, AttemptRecord } from '../contracts/attempts.js';
import { FailureType } from '../contracts/failures.js';

/** Something that fails the same way this often will go on doing so. */
export const FAULTS_ENOUGH = 4;
/** One bad machine may have been at fault so long as another is there to try; but not for ever. */
const FAULTS_ENOUGH_ON_ONE_WORKER = 8;

/** Missing infrastructure comes back, and is waited for up to the job's deadline. */
const WAITED_FOR: ReadonlySet<FailureType> = new Set([FailureType.Unavailable, FailureType.OutOfDisk]);

/** Whether a failure of this kind speaks against the work, and not against what it needs. */
export function isFault(type: FailureType): boolean {
  return !WAITED_FOR.has(type);
}

/** The faults up to and with this attempt, as the next one finds it. */
export function faultsAfter({ attempt, worker, earlierFaults, end }: AttemptRecord): readonly AttemptFault[] {
  if (end === undefined) {
    const reason = 'the worker was killed, or its machine was lost';
    return [...earlierFaults, { attempt, worker, failureType: FailureType.Unavailable, reason }];
  }
  const { result, failureType = FailureType.Internal, reason = '' } = end;
  if (result !== 'failed' || !isFault(failureType)) return earlierFaults;
  return [...earlierFaults, { attempt, worker, failureType, reason }];
}

/** Whether another attempt would only spend more. `workers`: how many there are to try. */
export function areEnough(faults: readonly AttemptFault[], workers: number): boolean {
  const tried = new Set(faults.map(({ worker }) => worker)).size;
  return faults.length >= (tried < Math.min(workers, 2) ? FAULTS_ENOUGH_ON_ONE_WORKER : FAULTS_ENOUGH);
}
