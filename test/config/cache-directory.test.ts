import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { cacheDirectory } from '../../src/config/cache-directory.js';

test.each([
  { env: { UPREEL_CACHE_DIR: '/c', XDG_CACHE_HOME: '/x' }, expected: '/c' },
  { env: { UPREEL_CACHE_DIR: 'c' }, expected: resolve('c') },
  { env: { UPREEL_CACHE_DIR: '', XDG_CACHE_HOME: '/x' }, expected: '/x/upreel' },
  { env: { XDG_CACHE_HOME: 'relative' }, expected: join(homedir(), '.cache/upreel') },
  { env: {}, expected: join(homedir(), '.cache/upreel') },
])('$env', ({ env, expected }) => {
  expect(cacheDirectory(env)).toBe(expected);
});
