import type { Stack } from '../contracts/stack.js';
import { readStack } from '../local/read-stack.js';
import { EXIT_CODE, ExitError } from './exit-error.js';

/**
 * The stack that runs on the data directory.
 * @throws ExitError when none does
 */
export async function requireStack(dataDirectory: string): Promise<Stack> {
  const running = await readStack(dataDirectory);
  if (running !== null) return running;
  throw new ExitError(
    EXIT_CODE.failed,
    `No stack runs on ${dataDirectory}. Start one with "upreel dev", or name its data directory with --data.`,
  );
}
