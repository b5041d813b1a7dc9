import { createProgram } from './create-program.js';
import { runCommandLine } from './run-command-line.js';
import { terminalOf } from './terminal.js';

const exitCode = await runCommandLine(createProgram, process.argv.slice(2), terminalOf(process));
// A command may have set one by itself.
if (exitCode !== 0) process.exitCode = exitCode;
