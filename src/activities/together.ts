type Tasks<T extends readonly unknown[]> = { readonly [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> };

/**
 * Runs tasks side by side. The first failure aborts the others and is thrown when all have ended: nobody still uses the
 * files that the caller then removes.
 */
export async function together<T extends readonly unknown[]>(signal: AbortSignal, ...tasks: Tasks<T>): Promise<T> {
  const failure = new AbortController();
  const shared = AbortSignal.any([signal, failure.signal]);
  let first: { readonly error: unknown } | null = null;
  const runs = tasks.map(async (task) => {
    try {
      return await task(shared);
    } catch (error) {
      first ??= { error };
      failure.abort(error);
      return undefined;
    }
  });
  const results = await Promise.all(runs);
  throwIfFailed(first);
  return results as unknown as T;
}

function throwIfFailed(first: { readonly error: unknown } | null): void {
  if (first !== null) throw first.error;
}
