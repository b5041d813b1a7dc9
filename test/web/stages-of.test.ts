import type { JobStatus } from '../../src/contracts/job.js';
import { stagesOf } from '../../web/src/jobs/stages-of.js';
import { sampleRow } from '../support/sample-row.js';

const statesOf = (Status: JobStatus, frames: { Total: number; Extracted: number; Processed: number }) =>
  stagesOf({ row: { ...sampleRow(), Status, Frames: frames }, progress: null }, null).map(({ state }) => state);

test.each([
  ['INITIATED', { Total: 0, Extracted: 0, Processed: 0 }, ['now', 'ahead', 'ahead', 'ahead', 'ahead']],
  ['EXTRACTING', { Total: 0, Extracted: 9, Processed: 0 }, ['done', 'now', 'ahead', 'ahead', 'ahead']],
  ['PROCESSING', { Total: 9, Extracted: 9, Processed: 3 }, ['done', 'done', 'now', 'ahead', 'ahead']],
  ['RECOMPOSING', { Total: 9, Extracted: 9, Processed: 9 }, ['done', 'done', 'done', 'now', 'ahead']],
  ['COMPLETED', { Total: 9, Extracted: 9, Processed: 9 }, ['done', 'done', 'done', 'done', 'done']],
  ['FAILED', { Total: 0, Extracted: 0, Processed: 0 }, ['stopped', 'ahead', 'ahead', 'ahead', 'ahead']],
  ['FAILED', { Total: 0, Extracted: 4, Processed: 0 }, ['done', 'stopped', 'ahead', 'ahead', 'ahead']],
  ['FAILED', { Total: 9, Extracted: 9, Processed: 4 }, ['done', 'done', 'stopped', 'ahead', 'ahead']],
  ['FAILED', { Total: 9, Extracted: 9, Processed: 9 }, ['done', 'done', 'done', 'stopped', 'ahead']],
] as const)('%s with %o', (status, frames, expected) => {
  expect(statesOf(status, frames)).toEqual(expected);
});

test('frames are counted in words', () => {
  const row = { ...sampleRow(), Status: 'PROCESSING' as const, Frames: { Total: 9, Extracted: 9, Processed: 3 } };
  expect(stagesOf({ row, progress: null }, null).map(({ detail }) => detail)).toEqual([
    '',
    '9 frames',
    '3 of 9 frames',
    '',
    '',
  ]);
});
