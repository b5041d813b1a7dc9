import { HUGE_PAGES, keepHugePagesFromChildren } from '../../src/config/huge-pages.js';

test('what a worker starts begins without its huge pages', () => {
  const env: NodeJS.ProcessEnv = { ...HUGE_PAGES, PATH: '/usr/bin' };
  keepHugePagesFromChildren(env);
  expect(env).toEqual({ PATH: '/usr/bin' });
});

test('tunables that somebody else has set are left to the children too', () => {
  const env: NodeJS.ProcessEnv = { GLIBC_TUNABLES: 'glibc.malloc.check=1' };
  keepHugePagesFromChildren(env);
  expect(env).toEqual({ GLIBC_TUNABLES: 'glibc.malloc.check=1' });
});
