import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, Option } from 'commander';

import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { writeMeasurement } from '../config/machine-measurement.js';
import type { MachineMeasurement } from '../domain/estimate/calibrate.js';
import type { BenchReport, SpeedFigures } from './bench-report.js';
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
        if (report.speed !== null) writeMeasurement(measurementOf(report, report.speed));
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

/** Estimates reckon from fp32. */
function measurementOf({ machine, clip }: BenchReport, speed: readonly SpeedFigures[]): MachineMeasurement {
  const megapixels = (clip.width * clip.height) / 1e6;
  return {
    cpu: machine.cpu,
    cores: machine.cores,
    models: speed
      .filter(({ precision }) => precision === 'fp32')
      .map(({ model, pureSecondsPerFrame }) => ({ model, megapixels, secondsPerFrame: pureSecondsPerFrame.used })),
  };
}
