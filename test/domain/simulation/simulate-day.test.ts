import fc from 'fast-check';
import { type DaySetting, simulateDay, type DayState } from '../../../src/domain/simulation/simulate-day.js';
import type { FleetSetting, FleetState } from '../../../src/domain/simulation/simulated-fleet.js';
import { DAY_MS } from '../../../src/domain/simulation/traffic.js';
import { usualDay } from '../../../src/domain/simulation/usual-day.js';

const anyFleet = (oneDevice: boolean): fc.Arbitrary<FleetSetting> =>
  fc
    .record({
      slots: fc.integer({ min: 1, max: 4 }),
      extra: fc.nat({ max: 10 }),
      maxWorkers: fc.integer({ min: 1, max: 12 }),
      idleMinutes: fc.integer({ min: 1, max: 20 }),
      coldStartMs: fc.integer({ min: 1_000, max: 400_000 }),
      interruptionsAnHour: fc.constantFrom(0, 0.05, 1),
      lingerMs: fc.integer({ min: 0, max: 120_000 }),
      figureAgeMs: fc.integer({ min: 1_000, max: 170_000 }),
    })
    .map(({ slots, extra, maxWorkers, idleMinutes, ...rest }) => ({
      ...rest,
      limits: { slotsPerWorker: slots, tasksPerWorker: slots + extra, maxWorkers, idleMs: idleMinutes * 60_000 },
      drainMs: 90_000,
      cooldownMs: 180_000,
      oneDevice,
    }));

const anyDay: fc.Arbitrary<DaySetting> = fc
  .record({
    seed: fc.nat(),
    videos: fc.integer({ min: 1, max: 300 }),
    bursts: fc.nat({ max: 3 }),
    media: anyFleet(false),
    gpu: anyFleet(true),
  })
  .map(({ seed, videos, bursts, media, gpu }) => {
    const usual = usualDay({ seed, videos, maxGpuWorkers: 1, maxMediaWorkers: 1 });
    return { ...usual, traffic: { ...usual.traffic, bursts }, media, gpu };
  });

/** Every job and batch is in one place, and no fleet has or does more than it may. */
function isSound({ media, gpu, ...jobs }: DayState, setting: DaySetting): boolean {
  const { arrived, extracting, upscaling, recomposing, done, batchesOut } = jobs;
  const within = ({ ordered, running, workers }: FleetState, { limits }: FleetSetting): boolean =>
    ordered <= limits.maxWorkers && running <= workers * limits.slotsPerWorker;
  return (
    arrived === extracting + upscaling + recomposing + done &&
    media.queued + media.running === extracting + recomposing &&
    gpu.queued + gpu.running === batchesOut &&
    within(media, setting.media) &&
    within(gpu, setting.gpu)
  );
}

describe('a simulated day', () => {
  it('loses no job and no batch, keeps to the limits, and sends nobody away who works', () => {
    fc.assert(
      fc.property(anyDay, (setting) => {
        const problems: unknown[] = [];
        let last: DayState | undefined;
        const { videos, done, media, gpu } = simulateDay(setting, (state) => {
          if (!isSound(state, setting)) problems.push(state);
          last = state;
        });
        expect(problems).toEqual([]);
        expect(done).toBe(videos);
        expect([media.stoppedBusy, gpu.stoppedBusy]).toEqual([0, 0]);
        expect(last).toMatchObject({
          media: { workers: 0, starting: 0, queued: 0 },
          gpu: { workers: 0, starting: 0, queued: 0 },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const day = (seed: number) => simulateDay(usualDay({ seed, videos: 200, maxGpuWorkers: 8, maxMediaWorkers: 8 }));
    expect(day(7)).toEqual(day(7));
    expect(day(8)).not.toEqual(day(7));
  });

  it('makes no worker work more than there is time', () => {
    const { gpu } = simulateDay(usualDay({ seed: 3, videos: 500, maxGpuWorkers: 8, maxMediaWorkers: 8 }));
    expect(gpu.workHours).toBeLessThan(gpu.workerHours);
  });
});

describe('scaling', () => {
  /** A job every ten minutes: one worker of each kind is all that it takes. */
  const steady = (change: Partial<FleetSetting>): DaySetting => {
    const day = usualDay({ seed: 1, videos: 144, maxGpuWorkers: 8, maxMediaWorkers: 8 });
    const gpu = { ...day.gpu, interruptionsAnHour: 0, ...change };
    return { ...day, traffic: { ...day.traffic, bursts: 0, peakToMean: 1 }, media: { ...day.media, ...change }, gpu };
  };

  it.each([10, 70, 130, 170])('does not act twice on figures that are %d s old', (seconds) => {
    const { gpu, media } = simulateDay(steady({ figureAgeMs: seconds * 1000 }));
    expect(gpu.peakOrdered).toBeLessThanOrEqual(gpu.peakNeeded);
    expect(media.peakOrdered).toBeLessThanOrEqual(media.peakNeeded);
  });

  it('would order twice, and send away whom it needs, with a cooldown shorter than that', () => {
    const { gpu } = simulateDay(steady({ figureAgeMs: 70_000, cooldownMs: 60_000 }));
    expect(gpu.peakOrdered).toBeGreaterThan(gpu.peakNeeded);
  });

  it('reaches what a burst needs, and comes back to none', () => {
    const day = usualDay({ seed: 5, videos: 3_000, maxGpuWorkers: 100, maxMediaWorkers: 20 });
    const { gpu, done } = simulateDay({ ...day, traffic: { ...day.traffic, bursts: 1, burstShare: 1 } });
    expect(done).toBe(3_000);
    expect(gpu.peakOrdered).toBe(gpu.peakNeeded);
    expect(gpu.workerHours).toBeLessThan((100 * DAY_MS) / 3_600_000 / 2);
  });
});
