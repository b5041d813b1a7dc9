import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { ExitError } from '../cli/exit-error.js';
import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { checkLog } from './check/check-log.js';
import { formatVerdict } from './check/format-verdict.js';
import { createEventLog, readEventLog } from './log/event-log.js';
import { runChaos } from './run-chaos.js';

interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly jobs: number;
  readonly log: string;
  readonly check?: string;
}

export function createChaosCommand(terminal: Terminal): Command {
  return withTerminal(new Command('chaos'), terminal)
    .description('run jobs on a stack of its own while everything is killed, stopped and cut off; check what must hold')
    .option('--seed <n>', 'what is done when follows from it', wholeNumber, 1)
    .option('--minutes <n>', 'how long faults are injected', positive, 2)
    .option('--jobs <n>', 'uploads at most', wholeNumber, 1_000)
    .option('--log <file>', 'where the event log goes', 'chaos-log.jsonl')
    .option('--check <file>', 'run nothing: check this event log')
    .action(async ({ check, log, ...options }: ChaosOptions) => {
      const file = resolve(check ?? log);
      if (check === undefined) await run(terminal, file, options);
      const verdict = checkLog(readEventLog(file));
      terminal.out(formatVerdict(verdict));
      if (!verdict.holds) throw new ExitError(1, '');
    });
}

async function run(terminal: Terminal, log: string, options: Omit<ChaosOptions, 'log' | 'check'>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'upreel-chaos-'));
  const { record, close } = createEventLog(log);
  try {
    await runChaos({
      ...options,
      directory,
      ffmpeg: loadToolPaths().ffmpeg,
      record,
      say: (line) => {
        terminal.err(`${line}\n`);
      },
    });
  } finally {
    close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It is a whole number from 0.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 24 * 60)) throw new InvalidArgumentError('It is a number above 0, at most a day.');
  return value;
}
