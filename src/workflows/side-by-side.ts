import { CancellationScope } from '@temporalio/workflow';

type Steps<T extends readonly unknown[]> = { readonly [K in keyof T]: () => Promise<T[K]> };

/**
 * Runs steps side by side, begun in this order. The one that fails first cancels the others, and its failure is thrown
 * when all have ended: nothing runs on behind a failed job.
 */
export async function sideBySide<T extends readonly unknown[]>(...steps: Steps<T>): Promise<T> {
  return CancellationScope.cancellable(async () => {
    const scope = CancellationScope.current();
    const runs = steps.map((step) => step());
    try {
      return (await Promise.all(runs)) as unknown as T;
    } catch (error) {
      scope.cancel();
      await Promise.allSettled(runs);
      throw error;
    }
  });
}
