import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';

import type { DataPaths } from './data-paths.js';
import type { ProcessIdentity } from '../adapters/processes/process-identity.js';
import { identifyProcess, isRunning } from '../adapters/processes/process-identity.js';
import { readJson } from './read-json.js';
import { writeAtomically } from './write-atomically.js';

/** `processes.json`: who owns the data directory, and what it started. */
export interface ProcessList {
  readonly supervisor: ProcessIdentity;
  readonly children: Readonly<Record<string, ProcessIdentity>>;
}

/** The lock of a data directory, and the note of every child by which a later supervisor ends what this one leaves. */
export class ProcessRecord {
  readonly #path: string;
  readonly #supervisor: ProcessIdentity;
  readonly #children: Map<string, ProcessIdentity>;
  #released = false;

  private constructor(path: string, list: ProcessList) {
    this.#path = path;
    this.#supervisor = list.supervisor;
    this.#children = new Map(Object.entries(list.children));
  }

  /**
   * Takes the data directory for this process, and with it the children of an owner that was killed.
   * @throws Error naming the running owner
   */
  static take(paths: DataPaths): ProcessRecord {
    const supervisor = identifyProcess(process.pid);
    if (supervisor === null) throw new Error('This system does not say when a process began.');
    mkdirSync(paths.root, { recursive: true });

    const before = readProcessList(paths);
    if (before !== null && isRunning(before.supervisor))
      throw new DataDirectoryInUseError(paths.root, before.supervisor.pid);
    const list: ProcessList = { supervisor, children: before?.children ?? {} };
    const draft = `${paths.processes}.${supervisor.pid}.new`;
    writeAtomically(draft, list);
    try {
      if (before !== null) removeExactly(paths, before, supervisor.pid);
      linkSync(draft, paths.processes);
    } catch (error) {
      const winner = readProcessList(paths);
      if (winner === null) throw error;
      throw new DataDirectoryInUseError(paths.root, winner.supervisor.pid);
    } finally {
      rmSync(draft, { force: true });
    }
    return new ProcessRecord(paths.processes, list);
  }

  get children(): ReadonlyMap<string, ProcessIdentity> {
    return this.#children;
  }

  add(role: string, pid: number): void {
    const identity = identifyProcess(pid);
    if (identity === null) return;
    this.#children.set(role, identity);
    this.#write();
  }

  remove(role: string): void {
    if (this.#children.delete(role)) this.#write();
  }

  /** Gives the data directory away; what this record is told later is no longer written. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    if (this.#released) return;
    writeAtomically(this.#path, { supervisor: this.#supervisor, children: Object.fromEntries(this.#children) });
  }
}

class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';

  constructor(dataDirectory: string, pid: number) {
    super(
      `A local stack already runs on ${dataDirectory} (process ${pid}). ` +
        'Use that one, end it, or give another data directory with --data.',
    );
  }
}

export function readProcessList(paths: DataPaths): ProcessList | null {
  return readJson(paths.processes) as ProcessList | null;
}

/** Of several that find the same stale record, one may remove it; the others put a newer one back. */
function removeExactly(paths: DataPaths, stale: ProcessList, pid: number): void {
  const aside = `${paths.processes}.${pid}.stale`;
  renameSync(paths.processes, aside);
  const removed = readJson(aside) as ProcessList | null;
  try {
    if (
      removed?.supervisor.pid !== stale.supervisor.pid ||
      removed.supervisor.startedAt !== stale.supervisor.startedAt
    ) {
      linkSync(aside, paths.processes);
    }
  } finally {
    rmSync(aside, { force: true });
  }
}
