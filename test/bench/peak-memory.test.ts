import { parsePeakMemory, peakMemory } from '../../src/bench/peak-memory.js';

test('the peak is read from the line that tells it', () => {
  expect(parsePeakMemory('VmPeak:\t 9000 kB\nVmHWM:\t  1234 kB\nVmRSS:\t 1000 kB\n')).toBe(1234 * 1024);
});

test('a system that does not tell it, or a process that is gone, gives null', () => {
  expect(parsePeakMemory('Name: node\n')).toBeNull();
  expect(peakMemory(0)).toBeNull();
});
