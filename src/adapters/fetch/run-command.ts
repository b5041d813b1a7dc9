import { execFile } from 'node:child_process';

import { reasonInOutput } from './reason-in-output.js';

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Absent: it may take as long as it likes. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end and gives what it wrote. */
export type CommandRunner = (
  command: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<{ readonly stdout: string; readonly stderr: string }>;

const OUTPUT_LIMIT_BYTES = 16 * 2 ** 20;

/** @throws Error whose message says in one line why it failed: not installed, too slow, or its own last word. */
export const runCommand: CommandRunner = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const { timeoutMs, ...rest } = options;
    execFile(
      command,
      args,
      { ...rest, maxBuffer: OUTPUT_LIMIT_BYTES, ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(new Error(reasonOf(command, error, `${stdout}\n${stderr}`), { cause: error }));
      },
    );
  });

function reasonOf(command: string, error: { code?: unknown; killed?: boolean }, output: string): string {
  if (error.code === 'ENOENT') return `${command} is not installed`;
  if (error.code === 'EACCES') return `${command} may not be run`;
  if (error.killed === true) return `${command} did not finish in time`;
  return reasonInOutput(output) ?? `${command} failed (${String(error.code)})`;
}
