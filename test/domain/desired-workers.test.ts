import fc from 'fast-check';
import { desiredWorkers, type Need, neededWorkers, rememberNeed } from '../../src/domain/desired-workers.js';

const limits = { slotsPerWorker: 2, tasksPerWorker: 8, maxWorkers: 10, idleMs: 600_000 };

const anyLimits = fc
  .record({
    slotsPerWorker: fc.integer({ min: 1, max: 8 }),
    extra: fc.nat({ max: 20 }),
    maxWorkers: fc.integer({ min: 1, max: 100 }),
    idleMs: fc.integer({ min: 1, max: 3_600_000 }),
  })
  .map(({ slotsPerWorker, extra, ...rest }) => ({ slotsPerWorker, tasksPerWorker: slotsPerWorker + extra, ...rest }));
const anyLoad = fc.record({ backlog: fc.nat({ max: 10_000 }), inFlight: fc.nat({ max: 1_000 }) });

describe('how many workers a queue needs', () => {
  it.each([
    ['nothing to do', { backlog: 0, inFlight: 0 }, 0],
    ['one task', { backlog: 1, inFlight: 0 }, 1],
    ['as much as one is worth', { backlog: 8, inFlight: 0 }, 1],
    ['one task more', { backlog: 9, inFlight: 0 }, 2],
    ['tasks that run, each pair on a worker', { backlog: 0, inFlight: 7 }, 4],
    ['more than there may be', { backlog: 1_000, inFlight: 20 }, 10],
  ])('%s', (_, load, workers) => {
    expect(neededWorkers(load, limits)).toBe(workers);
  });

  it('is none only when there is nothing to do, enough for what runs, and never above the limit', () => {
    fc.assert(
      fc.property(anyLoad, anyLimits, (load, any) => {
        const workers = neededWorkers(load, any);
        expect(workers === 0).toBe(load.backlog + load.inFlight === 0);
        expect(workers).toBeLessThanOrEqual(any.maxWorkers);
        expect(workers * any.slotsPerWorker >= load.inFlight || workers === any.maxWorkers).toBe(true);
      }),
    );
  });

  it('never falls when there is more to do', () => {
    fc.assert(
      fc.property(anyLoad, fc.nat({ max: 100 }), anyLimits, (load, more, any) => {
        expect(neededWorkers({ ...load, backlog: load.backlog + more }, any)).toBeGreaterThanOrEqual(
          neededWorkers(load, any),
        );
      }),
    );
  });
});

describe('how many workers there should be', () => {
  const minute = 60_000;
  const history = (...workers: number[]): Need[] =>
    workers.map((count, index) => ({ atMs: index * minute, workers: count }));
  const at = (needs: readonly Need[], ordered: number) =>
    desiredWorkers({ needs, ordered, nowMs: needs.at(-1)?.atMs ?? 0 }, limits);

  it('more at once, also from none', () => {
    expect(at(history(0, 0, 3), 0)).toBe(3);
  });

  it('fewer only when none of the last minutes needed them', () => {
    expect(at(history(5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 5)).toBe(5);
    expect(at(history(5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 5)).toBe(0);
    expect(at(history(5, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0), 5)).toBe(2);
  });

  it('as many as were ordered while nobody knows what was needed before', () => {
    expect(at(history(0, 0), 4)).toBe(4);
    expect(at([], 4)).toBe(4);
  });

  it('lies between what is needed now and what is there or needed, whatever came before', () => {
    const anyHistory = fc.array(fc.tuple(fc.nat({ max: 200_000 }), fc.nat({ max: 100 })), { maxLength: 50 });
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 100 }), anyLimits, (steps, ordered, any) => {
        let nowMs = 0;
        let needs: readonly Need[] = [];
        const all: Need[] = [];
        for (const [elapsed, count] of steps) {
          nowMs += elapsed;
          const need = { atMs: nowMs, workers: Math.min(count, any.maxWorkers) };
          needs = rememberNeed(needs, need, any);
          all.push(need);
        }
        const desired = desiredWorkers({ needs, ordered, nowMs }, any);
        const current = needs.at(-1)?.workers ?? 0;
        expect(desired).toBeGreaterThanOrEqual(current);
        expect(desired).toBeLessThanOrEqual(Math.max(current, Math.min(ordered, any.maxWorkers)));
        // What is forgotten changes nothing.
        expect(desired).toBe(desiredWorkers({ needs: all, ordered, nowMs }, any));
      }),
    );
  });
});
