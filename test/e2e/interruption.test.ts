import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { identifyProcess } from '../../src/adapters/processes/process-identity.js';
import type { Stack } from '../../src/contracts/stack.js';
import { makeClip } from './support/clips.js';
import { eventually } from './support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from './support/own-directory.js';
import { startUpreel } from './support/upreel.js';

jest.setTimeout(120_000);

/** A worker that does not move makes an orderly end take longer than this. */
const AT_ONCE_MS = 3_000;

let directory: OwnDirectory;
beforeEach(async () => {
  directory = await ownDirectory();
});
afterEach(() => directory.remove());

test.each([
  ['dev', ['dev'], 'Ready after', 'Stopping.'],
  ['upscale with a stack of its own', ['upscale', 'clip.mp4', '--type', 'anime'], 'upscaling', ''],
])('%s: a second Ctrl-C ends everything at once', async (_, args, underWay, stopping) => {
  await makeClip(directory.path, { name: 'clip.mp4', frames: 96, size: '96x64' });
  const data = join(directory.path, 'data');
  const command = startUpreel([...args, '--data', data], directory.path);
  await command.said(underWay);
  const { pids } = JSON.parse(await readFile(join(data, 'stack.json'), 'utf8')) as Stack;
  process.kill(pids['gpu-worker-1'] ?? 0, 'SIGSTOP');

  command.child.kill('SIGINT');
  await command.said(stopping);
  await eventually(() => Promise.resolve(existsSync(join(data, 'stack.json')) ? null : true));
  const beganMs = Date.now();
  command.child.kill('SIGINT');
  expect(await command.finished).toMatchObject({ code: 130 });

  expect(Date.now() - beganMs).toBeLessThan(AT_ONCE_MS);
  const left = await eventually(() => Promise.resolve(running(pids).length === 0 ? [] : null));
  expect(left).toEqual([]);
});

test('dev: Ctrl-C as soon as anything is said of a running stack stops it in order', async () => {
  const command = startUpreel(['dev', '--data', join(directory.path, 'data')], directory.path);
  await command.said('Upreel runs on this machine');
  command.child.kill('SIGINT');
  const { code, stderr } = await command.finished;

  expect(stderr).toContain('Stopping.');
  expect(code).toBe(0);
});

function running(pids: Stack['pids']): string[] {
  return Object.keys(pids).filter((role) => identifyProcess(pids[role] ?? 0) !== null);
}
