import { Child, type ChildRole } from './child.js';
import type { ProcessRecord } from './process-record.js';

export interface ChildrenDeps {
  readonly record: ProcessRecord;
  /** A process began: `pids` has changed. */
  readonly onStarted: () => void;
  /** It answers again after it died. */
  readonly onRecovered: (role: string) => void;
  readonly write: (line: string) => void;
}

/** All child processes of the stack, each noted in the process record for as long as it runs. */
export class Children {
  readonly #deps: ChildrenDeps;
  readonly #children = new Map<string, Child>();
  readonly #pids = new Map<string, number>();
  #closed = false;

  constructor(deps: ChildrenDeps) {
    this.#deps = deps;
  }

  /** Of those that run, and of those just being started again the last. */
  get pids(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#pids);
  }

  /** Resolves when it answers. @throws Error with the end of its log when it ends instead */
  async start(spec: ChildRole): Promise<void> {
    if (this.#closed) throw new Error(`${spec.role} is not started: the stack is being stopped.`);
    const { record, onStarted, onRecovered, write } = this.#deps;
    const child = new Child(spec, {
      onStarted: (role, pid) => {
        record.add(role, pid);
        this.#pids.set(role, pid);
        onStarted();
      },
      onEnded: (role) => {
        record.remove(role);
      },
      onRecovered,
      write,
    });
    this.#children.set(spec.role, child);
    await child.start();
  }

  /** Ends those whose role passes, side by side; from now on none is started. */
  async stop(which: (role: string) => boolean, graceMs: number): Promise<void> {
    this.#closed = true;
    const chosen = [...this.#children.values()].filter((child) => which(child.role));
    await Promise.all(chosen.map((child) => child.stop(graceMs)));
  }

  /** All of them at once, without waiting. */
  kill(): void {
    this.#closed = true;
    for (const child of this.#children.values()) child.kill();
  }
}
