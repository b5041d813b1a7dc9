import fc from 'fast-check';

import { formatPlainLine, formatProgressLine } from '../../../src/cli/show/format-progress-line.js';
import { plainStep, type Step } from '../../../src/cli/show/step.js';

const upscaling: Step = {
  stage: 'upscaling',
  fraction: 0.47,
  amount: '56/120 frames',
  rate: '5.9 fps',
  etaSeconds: 10.8,
};

test('a line has a bar, the share, the stage, frames, rate and the time left', () => {
  expect(formatProgressLine(upscaling, 80)).toBe(
    '█████████████░░░░░░░░░░░░░░░   47 %  upscaling  56/120 frames  5.9 fps  ETA 0:11',
  );
});

test('a narrow terminal loses the bar before the words', () => {
  expect(formatProgressLine(upscaling, 58)).toBe('47 %  upscaling  56/120 frames  5.9 fps  ETA 0:11');
});

test('what cannot be counted is words alone', () => {
  expect(formatProgressLine(plainStep('waiting for the job'), 80)).toBe('waiting for the job');
  expect(formatPlainLine(plainStep('extracting'))).toBe('extracting');
});

test('no line is longer than the terminal is wide', () => {
  const step = fc.record<Step>({
    stage: fc.constantFrom('uploading', 'extracting', 'upscaling', 'recomposing', 'waiting for the job'),
    fraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    amount: fc.nat(10_000_000).map((frames) => `${frames}/${frames} frames`),
    rate: fc.constantFrom('', '5.9 fps', '102.4 MB/s'),
    etaSeconds: fc.option(fc.nat(10_000_000)),
  });
  fc.assert(
    fc.property(step, fc.integer({ min: 10, max: 200 }), (shown, columns) => {
      expect(formatProgressLine(shown, columns).length).toBeLessThanOrEqual(columns);
    }),
  );
});
