import type { AttemptEnd } from '../contracts/attempts.js';

const RESULTS: Readonly<Record<string, AttemptEnd['result']>> = {
  WORKER_SHUTDOWN: 'drained',
  PAUSED: 'paused',
  RESET: 'reset',
  CANCELLED: 'cancelled',
};

/** What the reason of an attempt's cancellation makes of it; `lost` when the server has given it up already. */
export function cancellationResult(reason: unknown): AttemptEnd['result'] {
  return RESULTS[reason instanceof Error ? reason.message : ''] ?? 'lost';
}
