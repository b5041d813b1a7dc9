import { TaskPool } from '../../../src/activities/media/task-pool.js';

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('no more tasks run at a time than allowed, and all are waited for', async () => {
  const pool = new TaskPool(2);
  const gates = [deferred(), deferred(), deferred()];
  const started: number[] = [];
  gates.forEach(({ promise }, index) => {
    pool.add(async () => {
      started.push(index);
      await promise;
    });
  });
  expect(started).toEqual([0, 1]);

  const settled = pool.settle();
  gates.forEach(({ resolve }) => {
    resolve();
  });
  await settled;
  expect(started).toEqual([0, 1, 2]);
});

test('the first error is thrown, and what waits is not begun', async () => {
  const pool = new TaskPool(1);
  let begun = 0;
  pool.add(() => Promise.reject(new Error('first')));
  pool.add(() => {
    begun += 1;
    return Promise.resolve();
  });

  await expect(pool.settle()).rejects.toThrow('first');
  expect(begun).toBe(0);
});
