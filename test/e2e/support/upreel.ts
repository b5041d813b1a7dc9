import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves as soon as a line of stdout or stderr contains the text. */
  said(text: string): Promise<void>;
}

/** Starts the built command line as a user would. */
export function startUpreel(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [join(ROOT, 'bin/upreel.js'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      output[name] += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const finished = once(child, 'close').then(() => ({ code: child.exitCode, ...output }));
  return {
    child,
    finished,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (`${output.stdout}\n${output.stderr}`.includes(text)) {
            listeners.delete(look);
            resolve();
          }
        };
        listeners.add(look);
        look();
        void finished.then(() => {
          reject(new Error(`ended without saying "${text}":\n${output.stdout}\n${output.stderr}`));
        });
      }),
  };
}

export function upreel(args: readonly string[], cwd: string): Promise<Finished> {
  return startUpreel(args, cwd).finished;
}
