/** Maps with a bounded number of calls at a time; results in the order of the items. The first error ends it. */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  maxRunning: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const entries = items.entries();
  const runner = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(maxRunning, items.length) }, runner));
  return results;
}
