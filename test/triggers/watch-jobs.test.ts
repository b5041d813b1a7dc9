import { createWatchJobsHandler } from '../../src/triggers/watch-jobs.js';

it('publishes how the jobs of the last quarter of an hour ended, and those that run for more than a day', async () => {
  const asked: Record<string, string> = {};
  const lines: string[] = [];
  const handler = createWatchJobsHandler({
    counts: {
      endedSince: (moment) => {
        asked.ended = moment.toISOString();
        return Promise.resolve({ completed: 7, failed: 2 });
      },
      runningSinceBefore: (moment) => {
        asked.running = moment.toISOString();
        return Promise.resolve(1);
      },
    },
    write: (line) => lines.push(line),
    now: () => Date.parse('2026-01-02T00:00:00Z'),
  });
  await handler();
  expect(asked).toEqual({ ended: '2026-01-01T23:45:00.000Z', running: '2026-01-01T00:00:00.000Z' });
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ JobsCompleted: 7, JobsFailed: 2, JobsStuck: 1 }) as unknown,
  ]);
});
