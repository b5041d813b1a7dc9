import { createBusyMeter } from '../../../src/activities/gpu/busy-meter.js';

let nowMs = 0;
const meter = createBusyMeter(() => nowMs);
const after = (seconds: number): void => {
  nowMs += seconds * 1000;
};

it('gives one batch all the time that passes', () => {
  const end = meter.begin();
  after(5);
  expect(end()).toBe(5);
});

it('shares each second by the batches of that second, and none by nobody', () => {
  after(100);
  const first = meter.begin();
  after(2);
  const second = meter.begin();
  after(4);
  expect(first()).toBe(4);
  after(1);
  expect(second()).toBe(3);
  after(50);
  // Asked again, as by whoever cleans up: the same.
  expect([first(), second()]).toEqual([4, 3]);
});
