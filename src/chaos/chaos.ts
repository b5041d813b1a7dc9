import { runCommandLine } from '../cli/run-command-line.js';
import { terminalOf } from '../cli/terminal.js';
import { quietAwsSdk } from '../config/quiet-aws-sdk.js';
import { createChaosCommand } from './chaos-command.js';

quietAwsSdk();
process.exitCode = await runCommandLine(createChaosCommand, process.argv.slice(2), terminalOf(process));
