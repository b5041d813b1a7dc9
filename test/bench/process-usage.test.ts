import { parseProcessorTime, processUsage } from '../../src/bench/process-usage.js';

describe("a process's processor time", () => {
  it('is its own and its children, whatever it is called', () => {
    const stat = '12 (a) b) S 1 12 12 0 -1 4194560 1 2 3 4 100 50 30 20 20 0 11 0 100 1 1';
    expect(parseProcessorTime(stat)).toEqual({ cpuSeconds: 2, toolSeconds: 0.5 });
  });

  it('is unknown of a process that is not there', () => {
    expect(processUsage(2 ** 22 + 1)).toBeNull();
  });
});
