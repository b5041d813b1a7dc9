import { markdownTable } from '../bench/markdown-table.js';
import type { SimulatedDay, Simulation } from './run-simulation.js';

const HEAD = [
  'day',
  'GPU workers at most',
  'job, s (p50 / p95 / p99)',
  'GPU queue, s (p95)',
  'most batches waiting',
  'most GPU workers',
  'GPU hours',
  'of them at work',
  'media hours',
  'taken back',
  'batches again',
  'USD',
];

/** The simulation as Markdown. */
export function formatSimulation({ seed, inputs, days, variations }: Simulation): string {
  const shown = Object.entries(inputs).map(([name, { value, unit, source }]) => [
    name,
    `${Number(value.toPrecision(4)).toLocaleString('en')} ${unit}`,
    source,
  ]);
  return [
    `Seed ${seed}. All of every day's videos were done unless it says otherwise.`,
    '',
    ...markdownTable(['input', 'value', 'where it is from'], shown),
    '',
    ...markdownTable(HEAD, days.map(row)),
    '',
    'One thing changed at a time:',
    '',
    ...markdownTable(HEAD, variations.map(row)),
    '',
  ].join('\n');
}

function row({ name, videos, done, maxGpuWorkers, jobSeconds, media, gpu, cost }: SimulatedDay): string[] {
  return [
    done === videos ? name : `${name} (${done} done)`,
    String(maxGpuWorkers),
    jobSeconds === null ? '–' : [jobSeconds.p50, jobSeconds.p95, jobSeconds.p99].map(whole).join(' / '),
    gpu.waits === null ? '–' : whole(gpu.waits.p95),
    whole(gpu.peakBacklog),
    whole(gpu.peakWorkers),
    whole(gpu.workerHours),
    `${((100 * gpu.workHours) / gpu.workerHours).toFixed(0)} %`,
    whole(media.workerHours),
    whole(gpu.interruptions),
    whole(gpu.repeated),
    whole(cost),
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
