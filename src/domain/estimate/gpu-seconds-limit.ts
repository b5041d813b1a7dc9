import { type Budget, parseBudget } from '../../contracts/budget.js';
import type { EstimateSetting, JobEstimate } from '../../contracts/estimate.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';

/**
 * How long GPU workers may be busy with a job of this budget; null without one.
 * @throws UpreelError `InvalidInput` for a price where there are no prices, or in another currency
 */
export function gpuSecondsLimit(
  budget: string | undefined,
  { prices }: Pick<EstimateSetting, 'prices'>,
): number | null {
  const parsed = budget === undefined ? null : parseBudget(budget);
  if (parsed === null) return null;
  if (parsed.kind === 'gpu-seconds') return parsed.seconds;
  if (prices === null || prices.gpuHour === 0) {
    throw refused(parsed, 'this deployment has no prices; give GPU seconds, for instance 600s');
  }
  if (prices.currency !== parsed.currency) throw refused(parsed, `this deployment reckons in ${prices.currency}`);
  return (parsed.amount / prices.gpuHour) * 3600;
}

/** @throws UpreelError `OverBudget` when even the least that the job is expected to take is more than it may */
export function requireWithinBudget(budget: string | undefined, limit: number, { gpuSeconds }: JobEstimate): void {
  if (gpuSeconds.low <= limit) return;
  throw new UpreelError(
    FailureType.OverBudget,
    `The job would take ${gpuSeconds.low} to ${gpuSeconds.high} GPU seconds; ` +
      `its budget of ${budget ?? ''} is ${figure(limit)}. Nothing was done.`,
  );
}

/** For the sentence of a job that used its budget up. */
export function overBudgetReason(budget: string | undefined, limit: number, usedSeconds: number): string {
  return (
    `The job has taken ${figure(usedSeconds)} GPU seconds; its budget of ${budget ?? ''} is ${figure(limit)}. ` +
    'What is done stays until it is cleaned up, but there is no result.'
  );
}

function figure(seconds: number): number {
  return Number(seconds.toFixed(1));
}

function refused(budget: Extract<Budget, { readonly kind: 'price' }>, why: string): UpreelError {
  return new UpreelError(
    FailureType.InvalidInput,
    `A budget of ${budget.amount}${budget.currency} can't be kept: ${why}.`,
  );
}
