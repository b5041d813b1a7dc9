import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { temporaryDirectory } from '../support/temporary-directory.js';

const SCRIPTS = join(import.meta.dirname, '../../scripts');
const directory = temporaryDirectory();
const at = (path: string) => join(directory.path, path);

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
  chmodSync(at(path), mode);
}

const lock = (packages: Record<string, unknown>) =>
  JSON.stringify({ packages: { '': { name: 'upreel' }, ...packages } });
const PACKAGES = {
  'node_modules/typescript': { version: '6.0.3', integrity: 'sha512-a' },
  'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};

/** A project as small as can be, whose npm and tsc do what the real ones would, at once. */
beforeEach(() => {
  cpSync(SCRIPTS, at('scripts'), { recursive: true });
  write('package.json', '{"type": "module"}');
  write('package-lock.json', lock(PACKAGES));
  write('src/workflows/index.ts', '');
  write('src/greeting.ts', 'hello');
  write('bin/npm', '#!/bin/sh\n/bin/cp -R "$PWD/registry/." "$PWD/node_modules"\n', 0o755);
  installs(PACKAGES);
  write('registry/typescript/package.json', '{"type": "commonjs"}');
  write(
    'registry/typescript/bin/tsc',
    `const { cpSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
     const out = process.argv[process.argv.indexOf('--outDir') + 1];
     mkdirSync(out + '/workflows', { recursive: true });
     mkdirSync(out + '/local', { recursive: true });
     const greeting = readFileSync('src/greeting.ts', 'utf8');
     if (greeting === 'nonsense') process.exit(2);
     writeFileSync(out + '/local/prepare-machine.js', 'export const prepareMachine = ({ say }) => say(' + JSON.stringify(greeting) + ');');`,
  );
  write('registry/@temporalio/worker/package.json', '{"type": "module", "exports": "./index.js"}');
  write(
    'registry/@temporalio/worker/index.js',
    `export const bundleWorkflowCode = async () => ({ code: 'the bundle' });
     export class DefaultLogger {}`,
  );
  write('registry/vite/package.json', '{"type": "module", "exports": "./index.js"}');
  write(
    'registry/vite/index.js',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     export const build = async ({ build: { outDir } }) => {
       mkdirSync(outDir);
       writeFileSync(outDir + '/index.html', 'the page');
     };`,
  );
});

/** What npm leaves in node_modules on this platform. */
function installs({ 'node_modules/typescript': typescript }: typeof PACKAGES): void {
  write('registry/.package-lock.json', lock({ 'node_modules/typescript': typescript }));
}

function setUp(PATH = at('bin')) {
  const { status, stderr } = spawnSync(process.execPath, [at('scripts/setup.js')], { env: { PATH }, encoding: 'utf8' });
  return { status, said: stderr.trim().split('\n') };
}

test('a fresh clone gets its packages, a build and the bundle of the workflows', () => {
  expect(setUp()).toEqual({ status: 0, said: ['Installing the packages (npm ci) …', 'Building …', 'hello'] });
  expect(readFileSync(at('dist/workflows/bundle.js'), 'utf8')).toBe('the bundle');
  expect(readFileSync(at('dist/web/index.html'), 'utf8')).toBe('the page');
  expect(existsSync(at('dist/.next'))).toBe(false);
});

test('a second run only prepares the machine', () => {
  setUp();
  expect(setUp('')).toEqual({ status: 0, said: ['hello'] });
});

test('a source that was written, came or went leads to a build, and what it made goes with it', () => {
  setUp();
  write('src/greeting.ts', 'hello again');
  expect(setUp()).toEqual({ status: 0, said: ['Building …', 'hello again'] });
  write('src/new/file.ts', '');
  write('dist/new/file.js', '');
  expect(setUp().said).toEqual(['Building …', 'hello again']);
  expect(existsSync(at('dist/new'))).toBe(false);
  rmSync(at('src/new'), { recursive: true });
  expect(setUp().said).toEqual(['Building …', 'hello again']);
  expect(setUp().said).toEqual(['hello again']);
});

test('another lock file leads to an install', () => {
  setUp();
  const next = { ...PACKAGES, 'node_modules/typescript': { version: '6.0.4', integrity: 'sha512-c' } };
  write('package-lock.json', lock(next));
  installs(next);
  expect(setUp().said).toEqual(['Installing the packages (npm ci) …', 'Building …', 'hello']);
  expect(setUp().said).toEqual(['hello']);
});

test('a package that is missing leads to an install', () => {
  setUp();
  write('package-lock.json', lock({ ...PACKAGES, 'node_modules/new': { version: '1.0.0', integrity: 'sha512-d' } }));
  expect(setUp().said[0]).toBe('Installing the packages (npm ci) …');
});

test('sources that do not compile are an error, which leaves the last build as it was', () => {
  setUp();
  write('src/greeting.ts', 'nonsense');
  const { status, said } = setUp();
  expect(status).toBe(1);
  expect(said).toContain('The sources do not compile. (exit code 2)');
  expect(said.at(-1)).toBe('Set-up failed: The build failed. (exit code 1)');
  expect(readFileSync(at('dist/local/prepare-machine.js'), 'utf8')).toContain('hello');
  expect(setUp().status).toBe(1);
});

test('without npm, and when npm fails, a sentence says so', () => {
  expect(setUp('')).toMatchObject({
    status: 1,
    said: [expect.any(String), expect.stringMatching(/^Set-up failed: npm could not .*\(npm is not installed\)$/)],
  });
  write('bin/npm', '#!/bin/sh\nexit 7\n', 0o755);
  expect(setUp()).toMatchObject({
    status: 1,
    said: [expect.any(String), expect.stringMatching(/^Set-up failed: npm could not .*\(exit code 7\)$/)],
  });
});

test.each([
  ['18.20.4', /needs Node\.js 20\.3 or newer, and this is 18\.20\.4/],
  ['20.2.0', /this is 20\.2\.0/],
  ['20.3.0', /^undefined$/],
  ['24.0.0', /^undefined$/],
])('Node.js %s', (version, expected) => {
  const script = `import('./scripts/setup/node-problem.js').then((m) => process.stdout.write(String(m.nodeProblem('${version}'))))`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: directory.path, encoding: 'utf8' });
  expect(stdout).toMatch(expected);
});
