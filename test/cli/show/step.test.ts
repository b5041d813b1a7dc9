import { jobStep, transferStep } from '../../../src/cli/show/step.js';
import { RUNNING, sampleRow } from '../job-samples.js';

const AFTER_TEN_SECONDS = Date.parse('2026-01-01T00:00:20.000Z');

test('rate and time left come from the frames since upscaling began', () => {
  const step = jobStep(RUNNING, AFTER_TEN_SECONDS);
  expect(step).toMatchObject({ stage: 'upscaling', amount: '56/120 frames', rate: '5.6 fps' });
  expect(step.fraction).toBeCloseTo(56 / 120);
  expect(step.etaSeconds).toBeCloseTo((120 - 56) / 5.6);
});

test('without an answer of the workflow the row is shown', () => {
  expect(jobStep({ ...RUNNING, progress: null }, AFTER_TEN_SECONDS)).toMatchObject({
    stage: 'upscaling',
    amount: '56/120 frames',
    rate: '',
    etaSeconds: null,
  });
});

test('while the total is unknown the extracted frames are counted', () => {
  const row = sampleRow({ Status: 'EXTRACTING', Frames: { Total: 0, Extracted: 40, Processed: 0 } });
  expect(jobStep({ row, progress: null }, 0)).toMatchObject({
    stage: 'extracting',
    amount: '40 frames',
    fraction: null,
  });
});

test('a transfer tells its rate and the time left', () => {
  expect(transferStep('uploading', 25e6, 100e6, 5)).toEqual({
    stage: 'uploading',
    fraction: 0.25,
    amount: '25.0 MB of 100.0 MB',
    rate: '5.0 MB/s',
    etaSeconds: 15,
  });
});

test('a transfer of unknown length counts bytes alone', () => {
  expect(transferStep('downloading', 5, 0, 0)).toMatchObject({ fraction: null, amount: '5 B', etaSeconds: null });
});
