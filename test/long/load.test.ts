import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { LoadReport } from '../../src/load/load-report.js';

const ENTRY = join(import.meta.dirname, '../../dist/load/load.js');
const WITHIN_MS = 240_000;

jest.setTimeout(WITHIN_MS + 30_000);

test('two tenants at once: every upload is one published video, and the small one does not wait for the large one', async () => {
  const args = [ENTRY, '--jobs', '0', '--large', '24', '--small', '2', '--counted', '0', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: WITHIN_MS });
  const { two } = JSON.parse(stdout) as LoadReport;
  expect(two).toMatchObject({ jobs: 26, findings: [] });
  const [large, small] = two?.tenants ?? [];
  expect(small?.lastEndSeconds).toBeLessThan(large?.lastEndSeconds ?? 0);
});
