import { throttled } from '../../../src/activities/media/throttled.js';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('values come through not more often than the interval, and the last one always', async () => {
  const written: number[] = [];
  const { offer, finish } = throttled(3_000, (value) => {
    written.push(value);
    return Promise.resolve();
  });
  for (let value = 1; value <= 10; value += 1) {
    await jest.advanceTimersByTimeAsync(1_000);
    offer(value);
  }
  await finish(11);

  expect(written).toEqual([3, 6, 9, 11]);
});

test('a write on the way that fails is forgotten, the last one is not', async () => {
  const { offer, finish } = throttled(1_000, (value) => Promise.reject(new Error(`no ${value}`)));
  await jest.advanceTimersByTimeAsync(1_000);
  offer(1);

  await expect(finish(2)).rejects.toThrow('no 2');
});
