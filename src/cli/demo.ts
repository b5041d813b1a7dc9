import { createDemoCommand } from './demo/demo-command.js';
import { runCommandLine } from './run-command-line.js';
import { terminalOf } from './terminal.js';

process.exitCode = await runCommandLine(createDemoCommand, process.argv.slice(2), terminalOf(process));
