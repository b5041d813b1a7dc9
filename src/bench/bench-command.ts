import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command } from 'commander';

import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { startLocalStack } from '../local/start-local-stack.js';
import { formatBenchReport } from './bench-report.js';
import { makeBenchClips } from './make-bench-clips.js';
import { measureStack } from './measure-stack.js';

export function createBenchCommand(terminal: Terminal): Command {
  return withTerminal(new Command('bench'), terminal)
    .description('measure how little the pipeline costs beside the model, on a stack of its own')
    .option('--json', 'print one JSON object')
    .option('--no-memory', 'leave out the long clip that shows whether memory grows with the length')
    .action(async ({ json, memory }: { json?: true; memory: boolean }) => {
      const directory = await mkdtemp(join(tmpdir(), 'upreel-bench-'));
      try {
        const clips = await makeBenchClips(loadToolPaths().ffmpeg, directory);
        const local = await startLocalStack({
          dataDirectory: join(directory, 'data'),
          write: (line) => {
            terminal.err(`${line}\n`);
          },
        });
        try {
          const report = await measureStack(local.stack, clips, { memory, say: terminal.err });
          terminal.out(json === true ? `${JSON.stringify(report)}\n` : formatBenchReport(report));
        } finally {
          await local.stop();
        }
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
}
