import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../../src/contracts/stack.js';
import { startUpreel, type RunningCommand } from './upreel.js';

export interface DevStack {
  readonly command: RunningCommand;
  readonly directory: string;
  /** stack.json as it is now: process ids change when a child is started again. */
  stack(): Promise<Stack>;
  stop(): Promise<void>;
}

/** `upreel dev` on a data directory; resolves when stack.json is there. */
export async function startDev(
  directory: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<DevStack> {
  const command = startUpreel(['dev', '--data', directory, ...args], directory, env);
  await command.said('Ready after');
  return {
    command,
    directory,
    stack: async () => JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')) as Stack,
    stop: async () => {
      command.child.kill('SIGINT');
      await command.finished;
    },
  };
}

/** Asks until the answer is no longer null. The bound only turns a hang into a failure. */
export async function eventually<T>(ask: () => Promise<T | null>, withinMs = 60_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`nothing came within ${withinMs} ms`);
    await delay(100);
  }
}
