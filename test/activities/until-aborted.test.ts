import { untilAborted } from '../../src/activities/until-aborted.js';

test('the outcome of the promise passes through', async () => {
  const { signal } = new AbortController();

  await expect(untilAborted(Promise.resolve(3), signal)).resolves.toBe(3);
  await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('an abort ends the wait with its reason', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(new Promise(() => undefined), controller.signal);
  controller.abort(new Error('enough'));

  await expect(waiting).rejects.toThrow('enough');
  await expect(untilAborted(Promise.resolve(), controller.signal)).rejects.toThrow('enough');
});
