import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning } from '../../../src/adapters/processes/process-identity.js';
import { openWorkerDirectory } from '../../../src/adapters/processes/worker-directory.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const parent = temporaryDirectory();

function startSleeper(): { readonly pid: number; readonly ended: Promise<unknown> } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  if (child.pid === undefined) throw new Error('sleep does not start');
  return { pid: child.pid, ended: once(child, 'exit') };
}

/** The directory of a worker that was killed while a tool of its ran. */
function leftBehind(child: { readonly pid: number; readonly startedAt: string } | null, owner = 'long-ago'): string {
  const path = join(parent.path, `worker-4194304-${owner}`);
  mkdirSync(join(path, 'children'), { recursive: true });
  writeFileSync(join(path, 'segment.nut'), 'half a segment');
  if (child !== null) {
    writeFileSync(join(path, 'children', `${child.pid}-${encodeURIComponent(child.startedAt)}`), '');
  }
  return path;
}

test('a worker gets a directory of its own, and leaves nothing of it', async () => {
  const directory = await openWorkerDirectory(parent.path);
  expect(existsSync(directory.path)).toBe(true);
  await directory.remove();
  expect(readdirSync(parent.path)).toEqual([]);
});

test('what a dead worker left is removed, and the tool it left running is ended', async () => {
  const { pid, ended } = startSleeper();
  const child = identifyProcess(pid);
  const left = leftBehind(child);
  const directory = await openWorkerDirectory(parent.path);

  await ended;
  expect(child !== null && isRunning(child)).toBe(false);
  expect(existsSync(left)).toBe(false);
  await directory.remove();
});

test('a process that only has the number of a dead tool is left alone', async () => {
  const { pid, ended } = startSleeper();
  leftBehind({ pid, startedAt: 'another time' });
  const directory = await openWorkerDirectory(parent.path);

  expect(identifyProcess(pid)).not.toBeNull();
  process.kill(pid, 'SIGKILL');
  await ended;
  await directory.remove();
});

test('the directory of a worker that runs is left alone', async () => {
  const first = await openWorkerDirectory(parent.path);
  writeFileSync(join(first.path, 'segment.nut'), 'being written');
  const second = await openWorkerDirectory(parent.path);

  expect(existsSync(join(first.path, 'segment.nut'))).toBe(true);
  await second.remove();
});

test('a tool is noted for as long as it runs', async () => {
  const directory = await openWorkerDirectory(parent.path);
  const { pid, ended } = startSleeper();
  const forget = directory.noteChild(pid);
  const notes = (): string[] => readdirSync(join(directory.path, 'children'));
  expect(notes()).toEqual([expect.stringMatching(`^${pid}-`)]);

  process.kill(pid, 'SIGKILL');
  await ended;
  forget();
  expect(notes()).toEqual([]);
  await directory.remove();
});
