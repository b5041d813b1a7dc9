import { type Command, CommanderError } from 'commander';

import { InvalidOptionError } from '../contracts/job-options.js';
import { EXIT_CODE, ExitError } from './exit-error.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one command line to its end and gives its exit code; whatever went wrong is said on the terminal.
 * @param create makes the program, with `withTerminal`
 * @param args without the program's name
 */
export async function runCommandLine(
  create: (terminal: Terminal) => Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    await create(terminal).parseAsync(args, { from: 'user' });
    return EXIT_CODE.done;
  } catch (error) {
    return explain(error, terminal);
  }
}

/** Settings that every program has, and that sub-commands inherit when they are added afterwards. */
export function withTerminal(program: Command, terminal: Terminal): Command {
  return program
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(--help says what there is)')
    .configureHelp({ showGlobalOptions: true });
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    // Commander has said it already; help that was asked for is no error.
    return error.exitCode === 0 ? EXIT_CODE.done : EXIT_CODE.wrongUsage;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (message !== '') terminal.err(`${message}\n`);
  if (error instanceof ExitError) return error.exitCode;
  return error instanceof InvalidOptionError ? EXIT_CODE.wrongUsage : EXIT_CODE.failed;
}
