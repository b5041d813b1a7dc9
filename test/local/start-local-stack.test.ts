import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { startLocalStack } from '../../src/local/start-local-stack.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

test('a device that is not there is said before anything is started', async () => {
  const dataDirectory = join(directory.path, 'data');
  const device = process.platform === 'darwin' ? 'dml' : 'coreml';

  await expect(startLocalStack({ dataDirectory, device })).rejects.toThrow(`The device ${device} can't be used here`);
  expect(existsSync(dataDirectory)).toBe(false);
});
