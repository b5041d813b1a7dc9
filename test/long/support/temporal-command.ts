import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { toolPath } from '../../support/tools.js';

const run = promisify(execFile);

/** The Temporal command line, as an operator uses it. @throws Error with what it said */
export async function temporalCommand(address: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(toolPath('temporal'), [...args, '--address', address]);
  return stdout;
}
