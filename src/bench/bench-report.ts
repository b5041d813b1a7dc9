import type { StageSeconds } from '../contracts/job.js';
import { formatBytes } from '../cli/show/format-bytes.js';
import { formatTable } from '../cli/show/format-table.js';

/** What the bench found; `npm run bench -- --json` prints it. */
export interface BenchReport {
  /** frames × pure seconds a frame ÷ seconds of the workflow: 1 would be a pipeline that costs nothing. */
  readonly efficiency: number;
  readonly clip: { readonly content: string; readonly width: number; readonly height: number; readonly frames: number };
  readonly model: string;
  readonly pureSecondsPerFrame: { readonly before: number; readonly after: number; readonly used: number };
  readonly workflowSeconds: number;
  readonly stages: StageSeconds;
  /** Workflow of a one-frame job: what a job costs besides its frames. */
  readonly oneFrameSeconds: number;
  /** Peak of the GPU worker; null where it was not measured. */
  readonly memory: { readonly clipBytes: number; readonly tenfoldBytes: number; readonly ratio: number } | null;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryBytes: number };
  readonly versions: Readonly<Record<string, string>>;
}

export function formatBenchReport(report: BenchReport): string {
  const { clip, pureSecondsPerFrame: pure, stages, memory, machine } = report;
  return formatTable([
    ['BENCH', `${clip.frames} frames ${clip.width}×${clip.height} of ${clip.content}, ${report.model}, ×4`],
    ['efficiency', report.efficiency.toFixed(3)],
    [
      'pure inference',
      `${pure.used.toFixed(4)} s a frame (before ${pure.before.toFixed(4)}, after ${pure.after.toFixed(4)})`,
    ],
    ['workflow', `${report.workflowSeconds.toFixed(2)} s`],
    ['  extract', `${stages.extract.toFixed(2)} s`],
    ['  upscale', `${stages.upscale.toFixed(2)} s`],
    ['  recompose', `${stages.recompose.toFixed(2)} s`],
    ['  verify', `${stages.verify.toFixed(2)} s`],
    ['one-frame job', `${report.oneFrameSeconds.toFixed(2)} s`],
    [
      'GPU worker peak',
      memory === null
        ? 'not measured'
        : `${formatBytes(memory.clipBytes)}; ${formatBytes(memory.tenfoldBytes)} for a clip ten times as long (×${memory.ratio.toFixed(2)})`,
    ],
    ['machine', `${machine.cpu}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)}`],
    ...Object.entries(report.versions),
  ]);
}
