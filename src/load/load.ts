import { EXIT_CODE } from '../cli/exit-error.js';
import { runCommandLine } from '../cli/run-command-line.js';
import { terminalOf } from '../cli/terminal.js';
import { quietAwsSdk } from '../config/quiet-aws-sdk.js';
import { createLoadCommand } from './load-command.js';

quietAwsSdk();
for (const signal of ['SIGINT', 'SIGTERM']) {
  // Not the signal's own effect: exit listeners must run, they end the stack's processes.
  process.once(signal, () => process.exit(EXIT_CODE.interrupted));
}
process.exitCode = await runCommandLine(createLoadCommand, process.argv.slice(2), terminalOf(process));
