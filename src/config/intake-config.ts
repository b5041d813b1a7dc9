import { FailureType, UpreelError } from '../contracts/failures.js';
import { type Precision, PRECISIONS } from '../contracts/job-options.js';

/** What start-job fills in where an upload says nothing. */
export interface IntakeConfig {
  readonly precision: Precision;
}

/** @throws UpreelError `InvalidInput` when UPREEL_DEFAULT_PRECISION is no precision */
export function loadIntakeConfig(env: NodeJS.ProcessEnv = process.env): IntakeConfig {
  const given = env.UPREEL_DEFAULT_PRECISION ?? 'fp32';
  const precision = PRECISIONS.find((known) => known === given);
  if (precision === undefined) {
    throw new UpreelError(
      FailureType.InvalidInput,
      `UPREEL_DEFAULT_PRECISION must be one of ${PRECISIONS.join(', ')}, not "${given}".`,
    );
  }
  return { precision };
}
