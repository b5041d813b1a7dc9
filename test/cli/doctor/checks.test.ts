import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { examineAll, formatChecks } from '../../../src/cli/doctor/check.js';
import { checkDevice } from '../../../src/cli/doctor/check-device.js';
import { checkFfmpeg } from '../../../src/cli/doctor/check-ffmpeg.js';
import { checkModels } from '../../../src/cli/doctor/check-models.js';
import { checkNode } from '../../../src/cli/doctor/check-node.js';
import { checkServers } from '../../../src/cli/doctor/check-servers.js';
import { checkStack } from '../../../src/cli/doctor/check-stack.js';
import { checkStorage } from '../../../src/cli/doctor/check-storage.js';
import { runCommand } from '../../../src/adapters/fetch/run-command.js';
import { loadToolPaths } from '../../../src/config/tool-paths.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const directory = temporaryDirectory();

test.each([
  ['20.3.0', 'ok'],
  ['24.0.0', 'ok'],
  ['20.2.9', 'fail'],
  ['18.20.0', 'fail'],
])('node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

test('the machine’s own ffmpeg does what jobs ask of it', async () => {
  const checks = await checkFfmpeg(loadToolPaths().ffmpeg, runCommand);
  expect(checks[0]).toMatchObject({ name: 'ffmpeg', state: 'ok' });
});

test('an ffmpeg without x264 is a fail that names it, one without x265 a warning', async () => {
  const program = join(directory.path, 'ffmpeg');
  writeFileSync(
    program,
    '#!/bin/sh\n' +
      'case "$2" in\n' +
      ' -version) echo "ffmpeg version 7.0";;\n' +
      ' -encoders) printf " V..... ffv1 x\\n A..... aac x\\n V..... libsvtav1 x\\n";;\n' +
      ' *) for f in scale format settb setpts bwdif transpose; do echo " ... $f V->V x"; done;;\n' +
      'esac\n',
  );
  chmodSync(program, 0o755);
  const checks = await checkFfmpeg(program, runCommand);
  expect(checks.map(({ state }) => state)).toEqual(['fail', 'warn']);
  expect(checks[0]?.finding).toContain('lacks libx264');
  expect(checks[1]?.finding).toContain('no libx265');
});

test('the device is named with the reason for it', async () => {
  const machine = { offered: ['cpu', 'cuda'], problemOf: () => Promise.resolve('no driver') };

  expect(await checkDevice('auto', machine)).toEqual({
    name: 'device',
    state: 'ok',
    finding: "cpu: cuda can't be used here: no driver",
  });
});

test('without versitygw the local S3 is limited: a warning', async () => {
  const tools = { ...loadToolPaths(), versitygw: null };
  expect(await checkServers(tools, runCommand)).toMatchObject([{ state: 'ok' }, { name: 'versitygw', state: 'warn' }]);
});

test('a damaged model is a fail with what to do', async () => {
  const listing = { installed: true, sizeBytes: 1, licence: 'x', architecture: 'x', scale: 4 };
  const checks = await checkModels({
    list: () => Promise.resolve([{ ...listing, id: 'realesr-animevideov3' as const }]),
    verify: () => Promise.resolve(['fp32-8bit.onnx is damaged.']),
  });
  expect(checks).toEqual([
    {
      name: 'model realesr-animevideov3',
      state: 'fail',
      finding: 'fp32-8bit.onnx is damaged.',
      advice: 'Get it: upreel models pull realesr-animevideov3',
    },
  ]);
});

test('a data directory that is not there yet is judged by where it would be', async () => {
  const [writable] = await checkStorage(join(directory.path, 'new', 'data'));
  expect(writable?.state).toBe('ok');
});

test('a data directory under a file cannot be written', async () => {
  const file = join(directory.path, 'file');
  writeFileSync(file, '');
  const [writable] = await checkStorage(join(file, 'data'));
  expect(writable).toMatchObject({ state: 'fail', advice: 'Name another with --data.' });
});

test('without a stack, ports can be had', async () => {
  expect(await checkStack(null)).toMatchObject([{ name: 'ports', state: 'ok' }]);
});

test('a look that throws is a fail with its message and advice, and the rest goes on', async () => {
  const checks = await examineAll([
    { name: 'tools', advice: 'Run "npm run setup".', examine: () => Promise.reject(new Error('not set up')) },
    { name: 'node', advice: '', examine: () => Promise.resolve([checkNode('20.3.0')]) },
  ]);
  expect(formatChecks(checks)).toBe('fail  tools: not set up\n      → Run "npm run setup".\nok    node: 20.3.0\n');
});
