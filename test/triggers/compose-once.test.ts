import { composeOnce } from '../../src/triggers/compose-once.js';

it('puts a handler together at the first event, once for events that come together', async () => {
  let composed = 0;
  const handler = composeOnce(() => {
    composed += 1;
    return Promise.resolve((event: unknown) => Promise.resolve({ event }));
  });
  expect(composed).toBe(0);
  await expect(Promise.all([handler(1), handler(2)])).resolves.toEqual([{ event: 1 }, { event: 2 }]);
  expect(composed).toBe(1);
});

it('tells what kept it from coming together, and tries again with the next event', async () => {
  let tries = 0;
  const handler = composeOnce(() => {
    tries += 1;
    if (tries === 1) return Promise.reject(new Error('no secret'));
    return Promise.resolve(() => Promise.resolve('done'));
  });
  await expect(handler({})).rejects.toThrow('no secret');
  await expect(handler({})).resolves.toBe('done');
});

it('does not come together anew because an event failed', async () => {
  let composed = 0;
  const handler = composeOnce(() => {
    composed += 1;
    return Promise.resolve(() => Promise.reject(new Error('this event')));
  });
  await expect(handler({})).rejects.toThrow('this event');
  await expect(handler({})).rejects.toThrow('this event');
  expect(composed).toBe(1);
});
