import { createBenchCommand } from './bench-command.js';
import { runCommandLine } from '../cli/run-command-line.js';
import { terminalOf } from '../cli/terminal.js';

process.exitCode = await runCommandLine(createBenchCommand, process.argv.slice(2), terminalOf(process));
