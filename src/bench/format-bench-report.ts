import { formatBytes } from '../cli/show/format-bytes.js';
import { formatTable } from '../cli/show/format-table.js';
import type {
  BenchReport,
  EstimateFigures,
  MemoryFigures,
  OverlapFigures,
  OverlapTurn,
  PeerFigures,
  ProcessorTime,
  RecompositionFigures,
  SpeedFigures,
} from './bench-report.js';

type Row = [name: string, figure: string];

const NOT_MEASURED = 'not measured';

/** The report for people: a table. */
export function formatBenchReport(report: BenchReport): string {
  const { clip, speed, recomposition, memory, peer, overlap, estimates, machine } = report;
  return formatTable([
    ['BENCH', `${clip.frames} frames ${clip.width}×${clip.height} of ${clip.content}, ×4`],
    ...(speed === null ? [['speed', NOT_MEASURED] satisfies Row] : speed.flatMap(speedRows)),
    ['recomposition', recomposition === null ? NOT_MEASURED : formatRecomposition(recomposition)],
    ...(memory === null ? [['peak memory', NOT_MEASURED] satisfies Row] : memory.map(memoryRow)),
    ...(peer === null ? [['against a peer', NOT_MEASURED] satisfies Row] : peerRows(peer)),
    ...(overlap === null ? [['overlap', NOT_MEASURED] satisfies Row] : overlapRows(overlap)),
    ...(estimates ?? []).map(estimateRow),
    ['machine', `${machine.cpu}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)}`],
    ...Object.entries(report.versions),
  ]);
}

function speedRows(figures: SpeedFigures): Row[] {
  const { pureSecondsPerFrame: pure, stages } = figures;
  const parts = (['extract', 'upscale', 'recompose', 'verify'] as const).map(
    (stage) => `${stage} ${stages[stage].toFixed(2)}`,
  );
  return [
    [figures.type, `${figures.model}, ${figures.precision}`],
    ['  efficiency', `${toThree(figures.efficiency)}, middle of ${figures.efficiencies.map(toThree).join(', ')}`],
    [
      '  pure inference',
      `${pure.used.toFixed(4)} s a frame (before ${pure.before.toFixed(4)}, after ${pure.after.toFixed(4)})`,
    ],
    ['  workflow', `${figures.workflowSeconds.toFixed(2)} s: ${parts.join(', ')}`],
    [
      '  one-frame job',
      `${figures.oneFrameSeconds.toFixed(2)} s, ${figures.fixedSeconds.toFixed(2)} s without the model`,
    ],
    ['  first frames', `${figures.firstFramesSeconds.toFixed(2)} s after the start`],
    ['  Temporal, a batch', `${(figures.temporalSecondsPerBatch * 1000).toFixed(0)} ms`],
    ...Object.entries(figures.processorTime ?? {}).map(processorRow),
  ];
}

function toThree(efficiency: number): string {
  return efficiency.toFixed(3);
}

function processorRow([role, { ownSeconds, toolSeconds }]: [string, ProcessorTime]): Row {
  const tools = toolSeconds > 0 ? `, ${toolSeconds.toFixed(2)} s of its tools` : '';
  return [`  processor, ${role}`, `${ownSeconds.toFixed(2)} s${tools}`];
}

function formatRecomposition(figures: RecompositionFigures): string {
  const { width, height, frames, videoSeconds, seconds } = figures;
  return (
    `${figures.megabytesPerSecond.toFixed(1)} MB/s, ${figures.timesRealTime.toFixed(1)} × real time ` +
    `(${videoSeconds.toFixed(0)} s of ${width}×${height} in ${seconds.toFixed(2)} s); ` +
    `the whole job without a model: ${figures.framesPerSecond.toFixed(0)} frames/s of ${frames}`
  );
}

function memoryRow({ frames, peakBytes }: MemoryFigures): Row {
  const peaks = Object.entries(peakBytes).map(([role, bytes]) => `${role} ${formatBytes(bytes)}`);
  return [`peak, ${frames} frames`, peaks.join(', ')];
}

function peerRows({ peer, peerSeconds, upreelSeconds, ratio }: PeerFigures): Row[] {
  const turns = (seconds: readonly number[]): string => seconds.map((each) => each.toFixed(1)).join(', ');
  return [
    [peer, `${turns(peerSeconds)} s`],
    ...Object.entries(upreelSeconds).map(([precision, seconds]): Row => [
      `  Upreel, ${precision}`,
      `${turns(seconds)} s: ×${(ratio[precision as keyof typeof ratio] ?? 0).toFixed(2)}`,
    ]),
  ];
}

function overlapRows({ width, height, frames, slots, framesPerSecond, apart, beside, ratio }: OverlapFigures): Row[] {
  const turns = (jobs: readonly OverlapTurn[]): string =>
    jobs
      .map(({ workflowSeconds: total, stages: { extract, upscale } }) =>
        [total, extract, upscale].map((seconds) => seconds.toFixed(1)).join(' / '),
      )
      .join(', ');
  return [
    ['overlap', `${frames} frames ${width}×${height}, ${slots} slots of a fleet of ${framesPerSecond} frames/s`],
    ['  one after the other', `${turns(apart)} s (workflow / extract / upscale)`],
    ['  side by side', `${turns(beside)} s: ×${ratio.toFixed(2)}`],
  ];
}

function estimateRow({ name, frames, gpuSeconds, outputBytes, intermediateBytes }: EstimateFigures): Row {
  const seconds = (value: number): string => value.toFixed(1);
  const bytes = (value: number): string => formatBytes(value);
  const compared = ({ estimate: { low, high }, actual }: typeof frames, format: (value: number) => string): string =>
    `${format(actual)} of ${low === high ? format(low) : `${format(low)} to ${format(high)}`}`;
  return [
    `estimate: ${name}`,
    `${compared(frames, String)} frames; ${compared(gpuSeconds, seconds)} worker seconds; ` +
      `result ${compared(outputBytes, bytes)}; intermediates ${compared(intermediateBytes, bytes)}`,
  ];
}
