import { Context } from '@temporalio/activity';
import type { ReconciledPage } from '../../contracts/reconcile.js';
import { mapConcurrently } from '../map-concurrently.js';

const AT_A_TIME = 8;

/**
 * Looks after each item; true where it changed something. One that fails does not hold up the others: it is counted,
 * logged, and comes again in the next round.
 */
export async function lookAfter<T>(
  items: readonly T[],
  look: (item: T) => Promise<boolean>,
): Promise<Pick<ReconciledPage, 'changed' | 'failed'>> {
  const context = Context.current();
  const outcomes = await mapConcurrently(items, AT_A_TIME, async (item) => {
    context.cancellationSignal.throwIfAborted();
    context.heartbeat();
    return look(item).catch((error: unknown) => {
      context.log.warn('one job could not be looked after', { error });
      return null;
    });
  });
  return {
    changed: outcomes.filter((outcome) => outcome === true).length,
    failed: outcomes.filter((outcome) => outcome === null).length,
  };
}
