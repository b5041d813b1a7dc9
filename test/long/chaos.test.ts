import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { temporaryDirectory } from '../support/temporary-directory.js';

const ENTRY = join(import.meta.dirname, '../../dist/chaos/chaos.js');
const directory = temporaryDirectory();

jest.setTimeout(600_000);
/** Then it is ended, and ends its stack. */
const WITHIN_MS = 540_000;

function chaos(
  ...args: string[]
): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [ENTRY, ...args],
      { cwd: directory.path, timeout: WITHIN_MS },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : error.code, stdout, stderr });
      },
    );
  });
}

test('three minutes of faults break no promise, and the log alone gives the same verdict', async () => {
  const run = await chaos('--seed', '7', '--minutes', '3', '--log', 'log.jsonl');
  process.stdout.write(run.stdout);
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('0 violations.') as string });
  expect(await chaos('--check', 'log.jsonl')).toEqual({ code: 0, stdout: run.stdout, stderr: '' });
});
