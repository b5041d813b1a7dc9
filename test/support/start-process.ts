import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 20_000;

interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it says true. */
  readonly ready: () => Promise<boolean>;
}

/** A server for the tests: resolves when it answers. */
export async function startProcess({
  command,
  args,
  env = {},
  ready,
}: ProcessSpec): Promise<{ stop(): Promise<void> }> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await ready().catch(() => false))) {
    if (hasEnded(child) || Date.now() > deadline) {
      await end(child);
      throw new Error(`${command} did not become ready: ${said}`);
    }
    await delay(20);
  }
  return { stop: () => end(child) };
}

/** A request that is answered with success, or at all where `anyStatus` is set. */
export async function answers(url: string, anyStatus = false): Promise<boolean> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return anyStatus || response.ok;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
