import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { killGroup } from './end-process.js';
import { logTail } from './log-tail.js';

/** One role of the stack. */
export interface ChildRole {
  readonly role: string;
  readonly logFile: string;
  /** Starts the process, as leader of its own group, writing to the open log file. */
  readonly launch: (log: number) => ChildProcess;
  /** Resolves when the process answers; given up when the signal is aborted. */
  readonly ready: (child: ChildProcess, signal: AbortSignal) => Promise<void>;
  /** How long it may take until it answers. */
  readonly readyWithinMs: number;
}

/** What the owner of a child hears of it. */
export interface ChildEvents {
  readonly onStarted: (role: string, pid: number) => void;
  readonly onEnded: (role: string) => void;
  /** It answers again after it died. */
  readonly onRecovered: (role: string) => void;
  readonly write: (line: string) => void;
}

const FIRST_RESTART_MS = 200;
const LAST_RESTART_MS = 5_000;
/** After this long a process counts as sound, and its next end as a first one. */
const SOUND_AFTER_MS = 10_000;

/** A process that is started again whenever it ends, until it is stopped. */
export class Child {
  readonly role: string;
  readonly #spec: ChildRole;
  readonly #events: ChildEvents;
  readonly #stopping = new AbortController();
  #life: Life | null = null;
  #restarts: Promise<void> = Promise.resolve();

  constructor(spec: ChildRole, events: ChildEvents) {
    this.role = spec.role;
    this.#spec = spec;
    this.#events = events;
  }

  /** Resolves when it answers. @throws Error with the end of its log when it ends or stays silent instead. */
  async start(): Promise<void> {
    const life = this.#launch();
    try {
      await this.#untilReady(life);
    } catch (error) {
      await this.stop(0);
      throw error;
    }
    this.#restarts = this.#restartWhenever(life);
  }

  /** SIGTERM, after `graceMs` SIGKILL. Resolves when the process is gone. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const life = this.#life;
    if (life !== null) {
      life.child.kill('SIGTERM');
      const bound = setTimeout(() => {
        this.kill();
      }, graceMs);
      await life.ended;
      clearTimeout(bound);
    }
    await this.#restarts;
  }

  /** At once, without waiting. */
  kill(): void {
    this.#stopping.abort();
    const pid = this.#life?.child.pid;
    if (pid !== undefined) killGroup(pid);
  }

  #launch(): Life {
    const log = openSync(this.#spec.logFile, 'a');
    const logOffset = fstatSync(log).size;
    const child = this.#spec.launch(log);
    closeSync(log);
    const { pid } = child;
    if (pid !== undefined) this.#events.onStarted(this.role, pid);
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal === null ? `code ${String(code)}` : `signal ${signal}`);
      });
      child.once('error', (error) => {
        resolve(error.message);
      });
    }).then((how) => {
      if (pid !== undefined) killGroup(pid);
      this.#life = null;
      this.#events.onEnded(this.role);
      return how;
    });
    const life = { child, ended, logOffset, since: Date.now() };
    this.#life = life;
    return life;
  }

  async #untilReady({ child, ended, logOffset }: Life): Promise<void> {
    const { readyWithinMs, logFile } = this.#spec;
    const givenUp = new AbortController();
    const bound = AbortSignal.timeout(readyWithinMs);
    const tooLate = new Promise<never>((_, reject) => {
      bound.addEventListener('abort', () => {
        reject(new Error(`${this.role} did not answer within ${readyWithinMs / 1_000} s; its log is ${logFile}.`));
      });
    });
    const endedFirst = ended.then((how) => {
      const said = logTail(logFile, logOffset);
      throw new Error(`${this.role} ended (${how}) before it was ready; its log is ${logFile}.${said && `\n${said}`}`);
    });
    try {
      await Promise.race([this.#spec.ready(child, givenUp.signal), endedFirst, tooLate]);
    } finally {
      givenUp.abort();
      endedFirst.catch(() => undefined);
    }
  }

  async #restartWhenever(first: Life): Promise<void> {
    let life = first;
    let pauseMs = FIRST_RESTART_MS;
    const stopping = this.#stopping.signal;
    const stopped = () => stopping.aborted;
    for (;;) {
      const how = await life.ended;
      if (stopped()) return;
      if (Date.now() - life.since > SOUND_AFTER_MS) pauseMs = FIRST_RESTART_MS;
      const said = lastLine(logTail(this.#spec.logFile, life.logOffset));
      this.#events.write(
        `${this.role} ended (${how}); it is started again. Its log is ${this.#spec.logFile}.${said && ` It said: ${said}`}`,
      );
      await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
      if (stopped()) return;
      pauseMs = Math.min(pauseMs * 2, LAST_RESTART_MS);
      life = this.#launch();
      this.#untilReady(life).then(
        () => {
          this.#events.onRecovered(this.role);
        },
        () => {
          life.child.kill('SIGKILL');
        },
      );
    }
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

interface Life {
  readonly child: ChildProcess;
  /** How it ended. */
  readonly ended: Promise<string>;
  readonly logOffset: number;
  readonly since: number;
}
