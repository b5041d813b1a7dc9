import type { JobProgress } from '../../src/contracts/progress.js';
import { estimateRest } from '../../src/domain/estimate-rest.js';
import { formatDetails } from '../../src/domain/format-details.js';

const SINCE = '2026-01-01T00:00:00.000Z';
const PROGRESS: JobProgress = {
  status: 'PROCESSING',
  frames: { total: 100, extracted: 100, processed: 30 },
  startedAt: SINCE,
  upscalingSince: SINCE,
  framesBeforeUpscaling: 10,
  seconds: { total: 12, extract: 2, upscale: 10, recompose: 0, verify: 0 },
};
const NOW = Date.parse(SINCE) + 10_000;

test('the rest is estimated from the frames of this run alone', () => {
  expect(estimateRest(PROGRESS, NOW)).toEqual({ framesPerSecond: 2, etaSeconds: 35 });
});

test('nothing is estimated before the first frames are done', () => {
  expect(estimateRest({ ...PROGRESS, framesBeforeUpscaling: 30 }, NOW)).toBeNull();
  expect(estimateRest({ ...PROGRESS, upscalingSince: null }, NOW)).toBeNull();
});

test('the details say where the job is, how fast it goes and how to run it again', () => {
  const details = formatDetails('job-1', PROGRESS, NOW);

  expect(details).toContain('| Frames | 30 of 100 upscaled (100 extracted) |');
  expect(details).toContain('| Rate | 2.00 frames/s |');
  expect(details).toContain('| Time left | about 35 s |');
  expect(details).toContain('upreel jobs retry job-1');
});

test('a finished job has no rate', () => {
  expect(formatDetails('job-1', { ...PROGRESS, status: 'COMPLETED' }, NOW)).toContain('| Rate | – |');
});
