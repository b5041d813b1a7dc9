import { createScaleWorkersHandler } from '../../src/triggers/scale-workers.js';

interface Published {
  readonly TaskQueue: string;
  readonly WorkersMissing: number;
  readonly Backlog: number;
  readonly InFlight: number;
  readonly OldestTaskAge: number;
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly unknown[] };
}

const limits = { slotsPerWorker: 2, tasksPerWorker: 4, maxWorkers: 5, idleMs: 120_000 };
const fleets = [
  { queue: 'media' as const, service: 'media-service', limits },
  { queue: 'gpu' as const, service: 'gpu-service', limits },
];

function createFleet() {
  const loads: Record<string, { backlog: number; inFlight: number; oldestTaskSeconds: number } | Error> = {
    'upreel-media': { backlog: 0, inFlight: 0, oldestTaskSeconds: 0 },
    'upreel-gpu': { backlog: 0, inFlight: 0, oldestTaskSeconds: 0 },
  };
  const ordered: Record<string, number> = { 'media-service': 0, 'gpu-service': 0 };
  const lines: string[] = [];
  let nowMs = 1_000_000;
  const handler = createScaleWorkersHandler({
    queues: {
      waitingIn: () => Promise.resolve({ backlog: 2, oldestTaskSeconds: 301 }),
      loadOf: (queue) => {
        const load = loads[queue];
        return load === undefined || load instanceof Error
          ? Promise.reject(load ?? new Error(queue))
          : Promise.resolve(load);
      },
    },
    services: { orderedOf: (service) => Promise.resolve(ordered[service] ?? 0) },
    fleets,
    write: (line) => lines.push(line),
    now: () => nowMs,
  });
  const all = () => lines.map((line) => JSON.parse(line) as Published);
  const scaled = () => all().filter(({ TaskQueue }) => TaskQueue !== 'upreel-jobs');
  return {
    loads,
    ordered,
    async minute() {
      lines.length = 0;
      nowMs += 60_000;
      await handler();
      return scaled();
    },
    published: scaled,
    all,
  };
}

it('publishes a line a queue in the form that CloudWatch reads', async () => {
  const fleet = createFleet();
  fleet.loads['upreel-gpu'] = { backlog: 9, inFlight: 1, oldestTaskSeconds: 33 };
  const [, gpu] = await fleet.minute();
  expect(gpu).toEqual({
    _aws: {
      Timestamp: 1_060_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Upreel',
          Dimensions: [['TaskQueue']],
          Metrics: [
            { Name: 'WorkersMissing', Unit: 'Count' },
            { Name: 'Backlog', Unit: 'Count' },
            { Name: 'InFlight', Unit: 'Count' },
            { Name: 'OldestTaskAge', Unit: 'Seconds' },
          ],
        },
      ],
    },
    TaskQueue: 'upreel-gpu',
    WorkersMissing: 3,
    Backlog: 9,
    InFlight: 1,
    OldestTaskAge: 33,
  });
});

it('asks for workers from none, and lets them go when nothing was to be done for the whole time', async () => {
  const fleet = createFleet();
  const missing = async () => (await fleet.minute()).map(({ WorkersMissing }) => WorkersMissing);
  fleet.loads['upreel-media'] = { backlog: 4, inFlight: 0, oldestTaskSeconds: 1 };
  expect(await missing()).toEqual([1, 0]);
  fleet.ordered['media-service'] = 1;
  fleet.loads['upreel-media'] = { backlog: 0, inFlight: 0, oldestTaskSeconds: 0 };
  expect(await missing()).toEqual([0, 0]);
  expect(await missing()).toEqual([0, 0]);
  expect(await missing()).toEqual([-1, 0]);
});

it('a process that has just begun lets nobody go', async () => {
  const fleet = createFleet();
  fleet.ordered['gpu-service'] = 4;
  expect((await fleet.minute())[1]?.WorkersMissing).toBe(0);
});

it('a queue that nobody answers for does not keep the other from being published', async () => {
  const fleet = createFleet();
  fleet.loads['upreel-media'] = new Error('no answer');
  await expect(fleet.minute()).rejects.toThrow('no answer');
  expect(fleet.published().map(({ TaskQueue }) => TaskQueue)).toEqual(['upreel-gpu']);
});

it('tells how long a task of the jobs queue waits, whose workers are not scaled', async () => {
  const fleet = createFleet();
  fleet.loads['upreel-media'] = new Error('no answer');
  await expect(fleet.minute()).rejects.toThrow('no answer');
  expect(fleet.all().at(-1)).toMatchObject({ TaskQueue: 'upreel-jobs', Backlog: 2, OldestTaskAge: 301 });
  expect(fleet.all().at(-1)).not.toHaveProperty('WorkersMissing');
});
