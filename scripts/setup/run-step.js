import { spawnSync } from 'node:child_process';

/**
 * Runs a program whose errors the person may read.
 * @throws Error with `problem` when it is missing or fails
 */
export function runStep({ command, args, cwd, env = process.env, problem }) {
  const { error, status, signal } = spawnSync(command, args, { cwd, env, stdio: ['ignore', 2, 'inherit'] });
  if (error?.code === 'ENOENT') throw new Error(`${problem} (${command} is not installed)`);
  if (error) throw new Error(`${problem} (${error.message})`);
  if (status !== 0) throw new Error(`${problem} (${signal === null ? `exit code ${status}` : signal})`);
}
