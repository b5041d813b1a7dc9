import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadWorkerVersion } from '../../src/config/release.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

test('workers have a version only where the deployment says so', () => {
  const file = join(directory.path, 'release.json');
  writeFileSync(file, JSON.stringify({ version: '1.2.3', buildId: '1.2.3-abc' }));

  expect(loadWorkerVersion({}, pathToFileURL(file))).toBeNull();
  expect(loadWorkerVersion({ UPREEL_WORKER_VERSIONING: 'true' }, pathToFileURL(file))).toEqual({
    deploymentName: 'upreel',
    buildId: '1.2.3-abc',
  });
});

test('an image has the version that its deploy gave it', () => {
  const env = { UPREEL_WORKER_VERSIONING: 'true', UPREEL_BUILD_ID: '0123456789ab' };
  expect(loadWorkerVersion(env)).toEqual({ deploymentName: 'upreel', buildId: '0123456789ab' });
});
