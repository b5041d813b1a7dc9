import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '../../../src/contracts/stack.js';
import { eventually } from '../../e2e/support/dev-stack.js';
import { JobStack } from './job-stack.js';

const PROGRAM = join(import.meta.dirname, '../../../bin/upreel.js');

/** A file system of its own, seen by one process and its children alone; no privileges are needed. */
const UNSHARE = ['--user', '--map-root-user', '--mount'];

/** false where the system does not let a process have file systems of its own. */
export function canMount(): boolean {
  return spawnSync('unshare', [...UNSHARE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}

/** `upreel dev` whose workers keep their files on a disk of so many megabytes. */
export async function startOnSmallDisk(
  directory: string,
  megabytes: number,
  env: Readonly<Record<string, string>>,
): Promise<JobStack> {
  const work = join(directory, 'work');
  mkdirSync(work, { recursive: true });
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs '${work}' && exec "$@"`;
  const upreel = [process.execPath, PROGRAM, 'dev', '--data', directory];
  const child = spawn('unshare', [...UNSHARE, 'sh', '-c', script, 'sh', ...upreel], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stack = async (): Promise<Stack> => JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')) as Stack;
  await eventually(() => stack().catch(() => null));
  return JobStack.on({
    directory,
    stack,
    said: () => Promise.reject(new Error('nobody listens to this stack')),
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  });
}

/** Where the files of a worker on such a disk are, seen from outside. */
function workOf(directory: string, worker: number): string {
  return `/proc/${worker}/root${join(directory, 'work')}`;
}

/** Takes all that is left of the disk; call what is returned to give it back. */
export function fillDisk(directory: string, worker: number): () => void {
  const filler = join(workOf(directory, worker), 'filler');
  const file = openSync(filler, 'w');
  try {
    for (const bytes of [2 ** 20, 2 ** 12]) while (tryToWrite(file, bytes));
  } finally {
    closeSync(file);
  }
  return () => {
    rmSync(filler);
  };
}

function tryToWrite(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
