import { mapConcurrently } from '../../src/activities/map-concurrently.js';

test('results keep the order of the items, whatever ends first', async () => {
  let running = 0;
  let most = 0;
  const results = await mapConcurrently([5, 1, 4, 2, 3], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });

  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test('the first error ends it', async () => {
  const begun: number[] = [];
  const mapped = mapConcurrently([1, 2, 3], 1, (item) => {
    begun.push(item);
    return item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item);
  });

  await expect(mapped).rejects.toThrow('two');
  expect(begun).toEqual([1, 2]);
});
