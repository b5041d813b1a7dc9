import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, Option } from 'commander';

import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { formatBenchReport } from './format-bench-report.js';
import { makeBenchClips } from './make-bench-clips.js';
import { BENCH_PARTS, type BenchPart, runBench } from './run-bench.js';

interface Flags {
  readonly json?: true;
  readonly memory: boolean;
  readonly peer?: true;
  readonly only?: readonly BenchPart[];
}

export function createBenchCommand(terminal: Terminal): Command {
  return withTerminal(new Command('bench'), terminal)
    .description('measure how little the pipeline costs beside the model, on stacks of its own')
    .option('--json', 'print one JSON object')
    .option('--no-memory', 'leave out the long clips that show whether memory grows with the length')
    .option('--peer', 'also against framelift-video, which is installed with PyTorch (gigabytes) at first')
    .addOption(new Option('--only <parts...>', 'nothing but these').choices(BENCH_PARTS))
    .action(async (flags: Flags) => {
      const directory = await mkdtemp(join(tmpdir(), 'upreel-bench-'));
      try {
        const clips = await makeBenchClips(loadToolPaths().ffmpeg, directory);
        const report = await runBench({ parts: partsOf(flags), clips, directory, say: terminal.err });
        terminal.out(flags.json === true ? `${JSON.stringify(report)}\n` : formatBenchReport(report));
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
}

function partsOf({ only, memory, peer }: Flags): readonly BenchPart[] {
  if (only !== undefined) return only;
  return BENCH_PARTS.filter((part) => (part === 'memory' ? memory : part !== 'peer' || peer === true));
}
