import { loadCluster, loadFleets } from '../../src/config/fleet-config.js';

const given = { UPREEL_MEDIA_SERVICE: 'm', UPREEL_GPU_SERVICE: 'g' };

it('says of each queue what runs its workers, and how many at most', () => {
  const fleets = loadFleets({
    ...given,
    UPREEL_GPU_MAX_WORKERS: '9',
    UPREEL_GPU_TASKS_PER_WORKER: '8',
    UPREEL_IDLE_MINUTES: '2',
  });
  expect(fleets).toEqual([
    { queue: 'media', service: 'm', limits: { slotsPerWorker: 4, tasksPerWorker: 4, maxWorkers: 1, idleMs: 120_000 } },
    { queue: 'gpu', service: 'g', limits: { slotsPerWorker: 2, tasksPerWorker: 8, maxWorkers: 9, idleMs: 120_000 } },
  ]);
});

it.each([
  ['UPREEL_GPU_SERVICE', { UPREEL_MEDIA_SERVICE: 'm' }],
  ['UPREEL_GPU_TASKS_PER_WORKER', { ...given, UPREEL_GPU_TASKS_PER_WORKER: '1' }],
])('names %s when it is wrong', (name, env) => {
  expect(() => loadFleets(env)).toThrow(name);
});

it('names the cluster', () => {
  expect(loadCluster({ UPREEL_CLUSTER: 'c' })).toBe('c');
  expect(() => loadCluster({})).toThrow('UPREEL_CLUSTER');
});
