import { together } from '../../src/activities/together.js';
import { untilAborted } from '../../src/activities/until-aborted.js';

const NEVER = new AbortController().signal;

test('results come in the order of the tasks', async () => {
  const results = await together<[number, string]>(
    NEVER,
    () => Promise.resolve(1),
    () => Promise.resolve('two'),
  );

  expect(results).toEqual([1, 'two']);
});

test('the first failure aborts the others and is thrown after they have ended', async () => {
  const ended: string[] = [];
  const running = together<[null, null]>(
    NEVER,
    () => Promise.reject(new Error('broken')),
    async (signal) => {
      await untilAborted(new Promise(() => undefined), signal).catch(() => undefined);
      await Promise.resolve();
      ended.push('other');
      return null;
    },
  );

  await expect(running).rejects.toThrow('broken');
  expect(ended).toEqual(['other']);
});

test('an abort from outside reaches every task', async () => {
  const outside = new AbortController();
  const wait = (signal: AbortSignal) => untilAborted(new Promise<null>(() => undefined), signal);
  const running = together<[null, null]>(outside.signal, wait, wait);
  outside.abort(new Error('cancelled'));

  await expect(running).rejects.toThrow('cancelled');
});
