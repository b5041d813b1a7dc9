import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

interface ScriptRun {
  readonly exitCode: number;
  /** Of each run of Jest that was reached. */
  readonly counts?: readonly { readonly passed: number; readonly failed: number }[];
}

/** Runs .ci/run with an npm whose `test` and `test:long` end as told. */
function ciRun(scripts: Readonly<Record<string, ScriptRun>>) {
  const at = (path: string) => join(directory.path, path);
  mkdirSync(at('.ci'));
  mkdirSync(at('bin'));
  cpSync(join(import.meta.dirname, '../../.ci/run'), at('.ci/run'));
  const cases = Object.entries(scripts).map(([name, { exitCode, counts = [] }]) => {
    const lines = counts.map(({ passed, failed }) => `echo '${passed} ${failed}' >> "$UPREEL_TEST_COUNTS"; `).join('');
    return `*" ${name} "*) echo ${name} >> calls; ${lines}\nexit ${exitCode};;`;
  });
  writeFileSync(at('bin/npm'), `#!/bin/sh\ncase " $* " in\n${cases.join('\n')}\nesac\n`);
  chmodSync(at('bin/npm'), 0o755);
  const { status, stdout } = spawnSync('bash', [at('.ci/run')], {
    env: { ...process.env, PATH: `${at('bin')}:${process.env.PATH ?? ''}` },
    encoding: 'utf8',
  });
  const calls = readFileSync(at('calls'), 'utf8').trim().split('\n');
  return { status, lastLine: stdout.trim().split('\n').at(-1), calls };
}

const good = { exitCode: 0, counts: [{ passed: 40, failed: 0 }] };

test('the counts of all runs are added', () => {
  const long = {
    exitCode: 0,
    counts: [
      { passed: 2, failed: 0 },
      { passed: 3, failed: 0 },
    ],
  };
  expect(ciRun({ test: good, 'test:long': long })).toEqual({
    status: 0,
    lastLine: '45 passed, 0 failed',
    calls: ['test', 'test:long'],
  });
});

test.each([
  { name: 'before Jest', run: { exitCode: 1 }, lastLine: '40 passed, 1 failed' },
  { name: 'in two tests', run: { exitCode: 1, counts: [{ passed: 3, failed: 2 }] }, lastLine: '43 passed, 2 failed' },
  {
    name: 'after the tests',
    run: { exitCode: 1, counts: [{ passed: 3, failed: 0 }] },
    lastLine: '43 passed, 1 failed',
  },
])('a failure $name is counted, and hides none of the long tests', ({ run, lastLine }) => {
  expect(ciRun({ test: run, 'test:long': good })).toEqual({ status: 1, lastLine, calls: ['test', 'test:long'] });
});

test('a failure of the long tests alone fails the whole', () => {
  expect(ciRun({ test: good, 'test:long': { exitCode: 1 } })).toMatchObject({
    status: 1,
    lastLine: '40 passed, 1 failed',
  });
});
