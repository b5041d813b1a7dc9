import { accountProcessorTime } from '../../src/bench/account-processor-time.js';
import type { ProcessUsage } from '../../src/bench/process-usage.js';

const usage = (cpuSeconds: number, toolSeconds: number): ProcessUsage => ({ peakBytes: 1, cpuSeconds, toolSeconds });

describe('the account of processor time', () => {
  it("tells a process's own from that of the programs it ran, since it was begun", () => {
    const readings = [usage(3, 1), usage(10, 4)];
    const end = accountProcessorTime({ 'gpu-worker-1': 7 }, () => readings.shift() ?? null);
    expect(end()).toEqual({ 'gpu-worker-1': { ownSeconds: 4, toolSeconds: 3 } });
  });

  it('is none where a process is gone', () => {
    const readings = [usage(3, 1)];
    const end = accountProcessorTime({ temporal: 7 }, () => readings.shift() ?? null);
    expect(end()).toBeNull();
  });
});
