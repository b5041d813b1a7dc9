/** What `npm run test:long` runs, part after part: a failure in one does not hide what the others would tell. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = 'node_modules/jest/bin/jest.js';
const parts = [
  [jest, '--selectProjects', 'browser'],
  [jest, '--selectProjects', 'long'],
  [jest, '--selectProjects', 'recovery', '--maxWorkers', '2'],
  ['scripts/test-under-node-24.js'],
];

for (const part of parts) {
  const { status } = spawnSync(process.execPath, part, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
