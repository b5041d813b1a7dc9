import { quietAwsSdk } from '../config/quiet-aws-sdk.js';
import { createDemoCommand } from './demo/demo-command.js';
import { runCommandLine } from './run-command-line.js';
import { terminalOf } from './terminal.js';

quietAwsSdk();
process.exitCode = await runCommandLine(createDemoCommand, process.argv.slice(2), terminalOf(process));
