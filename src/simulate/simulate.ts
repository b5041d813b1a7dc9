import { runCommandLine } from '../cli/run-command-line.js';
import { terminalOf } from '../cli/terminal.js';
import { createSimulateCommand } from './simulate-command.js';

process.exitCode = await runCommandLine(createSimulateCommand, process.argv.slice(2), terminalOf(process));
