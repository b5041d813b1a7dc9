import type { StageSeconds } from '../contracts/job.js';
import type { VideoType } from '../contracts/models.js';
import { formatBytes } from '../cli/show/format-bytes.js';
import { formatTable } from '../cli/show/format-table.js';

/** What the bench found; `npm run bench -- --json` prints it. */
export interface BenchReport {
  /** Of the default type: see `TypeBench`. */
  readonly efficiency: number;
  readonly clip: { readonly content: string; readonly width: number; readonly height: number; readonly frames: number };
  readonly types: readonly TypeBench[];
  /** Workflow of a one-frame job: what a job costs besides its frames. */
  readonly oneFrameSeconds: number;
  /** Peak of the GPU worker; null where it was not measured. */
  readonly memory: { readonly clipBytes: number; readonly tenfoldBytes: number; readonly ratio: number } | null;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryBytes: number };
  readonly versions: Readonly<Record<string, string>>;
}

/** One job of a video type, with its default model. */
export interface TypeBench {
  readonly type: VideoType;
  readonly model: string;
  /** frames × pure seconds a frame ÷ seconds of the workflow: 1 would be a pipeline that costs nothing. */
  readonly efficiency: number;
  readonly pureSecondsPerFrame: { readonly before: number; readonly after: number; readonly used: number };
  readonly workflowSeconds: number;
  readonly stages: StageSeconds;
}

const STAGES = ['extract', 'upscale', 'recompose', 'verify'] as const;

export function formatBenchReport(report: BenchReport): string {
  const { clip, memory, machine } = report;
  return formatTable([
    ['BENCH', `${clip.frames} frames ${clip.width}×${clip.height} of ${clip.content}, ×4`],
    ...report.types.flatMap(formatType),
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

function formatType({
  type,
  model,
  efficiency,
  pureSecondsPerFrame: pure,
  workflowSeconds,
  stages,
}: TypeBench): string[][] {
  return [
    [type, model],
    ['  efficiency', efficiency.toFixed(3)],
    [
      '  pure inference',
      `${pure.used.toFixed(4)} s a frame (before ${pure.before.toFixed(4)}, after ${pure.after.toFixed(4)})`,
    ],
    ['  workflow', `${workflowSeconds.toFixed(2)} s`],
    ...STAGES.map((stage) => [`    ${stage}`, `${stages[stage].toFixed(2)} s`]),
  ];
}
