import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { ExitError } from '../cli/exit-error.js';
import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { formatLoadReport } from './format-load-report.js';
import { holds } from './load-report.js';
import { runLoad } from './run-load.js';

interface Flags {
  readonly jobs: number;
  readonly large: number;
  readonly small: number;
  readonly counted: number;
  readonly json?: true;
}

export function createLoadCommand(terminal: Terminal): Command {
  return withTerminal(new Command('load'), terminal)
    .description(
      'many jobs at once on a stack of its own with a model that only repeats pixels, and what became of each',
    )
    .option('--jobs <n>', 'jobs of one tenant, all uploaded at once; 0: leave that part out', wholeNumber, 1_000)
    .option('--large <n>', 'jobs of the tenant that comes first; 0: leave that part out', wholeNumber, 500)
    .option('--small <n>', 'jobs of the tenant that comes after it', wholeNumber, 5)
    .option('--counted <n>', 'jobs whose requests to AWS are counted; 0: leave that part out', wholeNumber, 10)
    .option('--json', 'print one JSON object')
    .action(async ({ json, ...waves }: Flags) => {
      const directory = await mkdtemp(join(tmpdir(), 'upreel-load-'));
      try {
        const report = await runLoad({
          ...waves,
          directory,
          ffmpeg: loadToolPaths().ffmpeg,
          say: (line) => {
            terminal.err(`${line}\n`);
          },
        });
        terminal.out(json === true ? `${JSON.stringify(report)}\n` : formatLoadReport(report));
        if (!holds(report)) throw new ExitError(1, '');
      } finally {
        await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      }
    });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It is a whole number from 0.');
  return value;
}
