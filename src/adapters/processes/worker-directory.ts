import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.js';

/** Where one worker process keeps the files of its activities, and the note of every tool that it runs. */
export interface WorkerDirectory {
  readonly path: string;
  /** Notes a child of this process; call what is returned when it has ended. */
  readonly noteChild: (pid: number) => () => void;
  readonly remove: () => Promise<void>;
}

const OWNER = /^worker-(\d+)-(.+)$/;
const CHILD = /^(\d+)-(.+)$/;
const CHILDREN = 'children';

/**
 * Makes this process its directory below `parent`. What workers left there that are gone is cleared away first: tools
 * that still run are ended, and the files removed. `parent` is of one machine (or container).
 */
export async function openWorkerDirectory(parent: string): Promise<WorkerDirectory> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const owner = identityIn(name, OWNER);
    if (owner !== null && !isRunning(owner)) await clearAway(join(parent, name));
  }
  const self = identifyProcess(process.pid);
  if (self === null) throw new Error('This system does not say when a process began.');
  const path = join(parent, `worker-${nameOf(self)}`);
  const children = join(path, CHILDREN);
  mkdirSync(children, { recursive: true });
  return {
    path,
    noteChild: (pid) => {
      const child = identifyProcess(pid);
      if (child === null) return () => undefined;
      const note = join(children, nameOf(child));
      writeFileSync(note, '');
      return () => {
        rmSync(note, { force: true });
      };
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function clearAway(path: string): Promise<void> {
  const notes = await readdir(join(path, CHILDREN)).catch(() => []);
  for (const note of notes) {
    const child = identityIn(note, CHILD);
    if (child !== null && isRunning(child)) process.kill(child.pid, 'SIGKILL');
  }
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** The whole identity in the name: there is no file that could be half written. */
function nameOf({ pid, startedAt }: ProcessIdentity): string {
  return `${pid}-${encodeURIComponent(startedAt)}`;
}

function identityIn(name: string, pattern: RegExp): ProcessIdentity | null {
  const [, pid, startedAt] = pattern.exec(name) ?? [];
  return pid === undefined || startedAt === undefined
    ? null
    : { pid: Number(pid), startedAt: decodeURIComponent(startedAt) };
}
