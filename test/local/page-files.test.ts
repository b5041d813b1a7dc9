import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createPageFiles, type PageFiles } from '../../src/local/page-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const SETTINGS = { api: '', signIn: null, temporalUi: 'http://127.0.0.1:8/namespaces/default', models: null };

const directory = temporaryDirectory();
let page: PageFiles;

beforeEach(() => {
  mkdirSync(join(directory.path, 'assets'));
  writeFileSync(join(directory.path, 'index.html'), '<p>');
  writeFileSync(join(directory.path, 'assets/main-1.js'), 'void 0');
  page = createPageFiles({
    directory: directory.path,
    objects: 'http://127.0.0.1:9',
    settings: () => Promise.resolve(SETTINGS),
  });
});

test('the root is the page, asked for anew each time', async () => {
  expect(await page('/')).toMatchObject({
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    body: Buffer.from('<p>'),
  });
});

test('what carries a hash in its name is kept', async () => {
  const file = await page('/assets/main-1.js');
  expect(file?.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
});

test.each(['/index.html', '/assets', '/assets/', '/../page-files.ts', '/assets/%2e%2e/index.html', '/jobs'])(
  'there is nothing at %s',
  async (path) => {
    expect(await page(path)).toBeNull();
  },
);

test('scripts and styles come from here alone, and data goes to S3 and nowhere else', async () => {
  const policy = (await page('/'))?.headers['content-security-policy'] ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' http://127.0.0.1:9",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|\*/);
});

test('the settings are those of the moment', async () => {
  const file = await page('/settings.json');
  expect(JSON.parse(String(file?.body))).toEqual(SETTINGS);
  expect(file?.headers['cache-control']).toBe('no-store');
});
