import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultKind } from '../../../src/chaos/plan/planned-fault.js';
import type { Stack } from '../../../src/contracts/stack.js';
import { JobStack } from './job-stack.js';

type Report =
  | { readonly ready: { readonly endpoints: Stack['aws']['endpoints'] } }
  | { readonly failed: string }
  | { readonly line: string }
  | { readonly done: true };

const MODULE = join(import.meta.dirname, 'disturbed-supervisor.js');

/** A stack whose workers and functions reach S3, DynamoDB and SNS through a fault proxy; the test goes past it. */
export interface DisturbedStack {
  readonly stack: JobStack;
  /** From now on every request that this kind of fault concerns is hit. */
  begin(kind: FaultKind): Promise<void>;
  end(kind: FaultKind): Promise<void>;
}

/** @throws Error with what it said when it cannot start */
export async function startDisturbedStack(
  directory: string,
  env: Readonly<Record<string, string>>,
): Promise<DisturbedStack> {
  const supervisor = fork(MODULE, [directory], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const lines: string[] = [];
  const endpoints = await new Promise<Stack['aws']['endpoints']>((resolve, reject) => {
    supervisor.on('message', (report: Report) => {
      if ('line' in report) lines.push(report.line);
      if ('ready' in report) resolve(report.ready.endpoints);
      if ('failed' in report) reject(new Error(`${report.failed}\n${lines.join('\n')}`));
    });
  });
  const stack = await JobStack.on(processOf(supervisor, directory, lines), endpoints);
  const tell = async (kind: FaultKind, wrong: boolean): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      const listen = (report: Report): void => {
        if (!('done' in report)) return;
        supervisor.off('message', listen);
        resolve();
      };
      supervisor.on('message', listen);
    });
    supervisor.send({ kind, wrong });
    await done;
  };
  return { stack, begin: (kind) => tell(kind, true), end: (kind) => tell(kind, false) };
}

function processOf(supervisor: ChildProcess, directory: string, lines: readonly string[]) {
  return {
    directory,
    stack: async () => JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')) as Stack,
    said: (text: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (lines.some((line) => line.includes(text))) resolve();
        };
        supervisor.on('message', look);
        look();
      }),
    stop: async () => {
      supervisor.kill('SIGINT');
      await once(supervisor, 'exit');
    },
  };
}
