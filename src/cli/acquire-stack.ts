import type { Stack } from '../contracts/stack.js';
import { readStack } from '../local/read-stack.js';
import { startLocalStack } from '../local/start-local-stack.js';
import { EXIT_CODE } from './exit-error.js';
import type { Terminal } from './terminal.js';

/** A stack to work with, and how to leave it as it was found. */
export interface AcquiredStack {
  readonly stack: Stack;
  /** It runs for this call alone. */
  readonly startedHere: boolean;
  /** Stops a stack that was started here; leaves any other alone. */
  readonly release: () => Promise<void>;
}

export interface AcquireStack {
  readonly dataDirectory: string;
  readonly terminal: Terminal;
  /** Ends the process while a stack is being started: nothing is worth saving then. */
  readonly signal: AbortSignal;
}

/** The stack that runs on the data directory, or one started for this call. */
export async function acquireStack({ dataDirectory, terminal, signal }: AcquireStack): Promise<AcquiredStack> {
  const running = await readStack(dataDirectory);
  if (running !== null) return { stack: running, startedHere: false, release: () => Promise.resolve() };
  terminal.err(`No stack runs on ${dataDirectory}; starting one for this call.\n`);
  const abandon = (): void => process.exit(EXIT_CODE.interrupted);
  signal.addEventListener('abort', abandon);
  const local = await startLocalStack({
    dataDirectory,
    write: (line) => {
      terminal.err(`${line}\n`);
    },
  });
  signal.removeEventListener('abort', abandon);
  return { stack: local.stack, startedHere: true, release: local.stop };
}
