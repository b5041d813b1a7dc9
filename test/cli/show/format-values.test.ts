import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { formatDuration } from '../../../src/cli/show/format-duration.js';
import { formatTable } from '../../../src/cli/show/format-table.js';

test.each([
  [0, '0:00'],
  [0.2, '0:01'],
  [61, '1:01'],
  [3599.5, '1:00:00'],
  [36_061, '10:01:01'],
])('%d s reads %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_055_736, '1.1 MB'],
  [5_368_709_120, '5.4 GB'],
  [2e15, '2000.0 TB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a table has columns as wide as their longest cell', () => {
  expect(
    formatTable([
      ['JOB', 'STATUS'],
      ['1', 'FAILED'],
      ['22222', 'COMPLETED'],
    ]),
  ).toBe('JOB    STATUS\n1      FAILED\n22222  COMPLETED\n');
});

test('a table is cut to the width of the terminal', () => {
  expect(
    formatTable(
      [
        ['JOB', 'VIDEO'],
        ['1', 'a very long name.mp4'],
      ],
      12,
    ),
  ).toBe('JOB  VIDEO\n1    a very…\n');
});
