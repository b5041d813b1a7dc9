import fc from 'fast-check';

import { planFaults } from '../../../src/chaos/plan/plan-faults.js';
import { planJobs } from '../../../src/chaos/plan/plan-jobs.js';
import { FAULT_KINDS } from '../../../src/chaos/plan/planned-fault.js';

const SEEDS = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('the plan is a function of seed and length', () => {
  fc.assert(
    fc.property(SEEDS, fc.integer({ min: 1, max: 20 }), (seed, minutes) => {
      expect(planFaults(seed, minutes)).toEqual(planFaults(seed, minutes));
      expect(planJobs(seed, 10, ['a', 'b'])).toEqual(planJobs(seed, 10, ['a', 'b']));
    }),
    { numRuns: 50 },
  );
  expect(planFaults(1, 5)).not.toEqual(planFaults(2, 5));
});

test('every fault lies within the time, in order, about twenty a minute', () => {
  fc.assert(
    fc.property(SEEDS, (seed) => {
      const plan = planFaults(seed, 10);
      const times = plan.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.every((atMs) => atMs >= 0 && atMs < 600_000)).toBe(true);
      expect(plan.length).toBeGreaterThan(160);
      expect(plan.length).toBeLessThan(240);
    }),
    { numRuns: 50 },
  );
});

test('a target that was hit is let be for a while', () => {
  fc.assert(
    fc.property(SEEDS, (seed) => {
      const plan = planFaults(seed, 10).filter(({ target }) => target === 'temporal');
      for (const [index, fault] of plan.entries()) {
        const next = plan[index + 1];
        if (next !== undefined) expect(next.atMs - fault.atMs).toBeGreaterThanOrEqual(30_000);
      }
    }),
    { numRuns: 50 },
  );
});

test('a long plan has every kind of fault, and every process among its targets', () => {
  const plan = planFaults(42, 15);
  expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
  const targets = ['gpu-worker-1', 'gpu-worker-2', 'media-worker', 'jobs-worker', 'temporal', 's3'];
  expect(new Set(plan.flatMap(({ target }) => target ?? []))).toEqual(new Set(targets));
});
