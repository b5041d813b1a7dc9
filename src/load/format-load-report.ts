import { markdownTable } from '../bench/markdown-table.js';
import type { LoadReport, RequestCounts, WaveFigures } from './load-report.js';
import type { Percentiles } from '../domain/percentiles.js';

/** Findings shown of a wave: the first ones tell what is wrong with the rest. */
const MAX_FINDINGS = 20;

/** The report as Markdown tables. */
export function formatLoadReport({ clip, one, two, requests, machine, versions }: LoadReport): string {
  const { width, height, frames, scale } = clip;
  return [
    `Jobs of ${frames} frames of ${width}×${height} with sound, ×${scale}, by a model that only repeats pixels.`,
    `${machine.cores} cores of ${machine.cpu}, ${gigabytes(machine.memoryBytes)} GB; ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    ...(one === null ? [] : wave('One tenant', one)),
    ...(two === null ? [] : wave('Two tenants', two)),
    ...(requests === null ? [] : requestTable(requests)),
    '',
  ].join('\n');
}

function wave(title: string, figures: WaveFigures): string[] {
  const { jobs, findings, messages, tenants, processes } = figures;
  const shown = findings.slice(0, MAX_FINDINGS);
  return [
    '',
    `## ${title}: ${jobs} jobs`,
    '',
    findings.length === 0
      ? 'Every upload became one published video, once: one row, one workflow, one video, one event a topic.'
      : [...shown, ...(findings.length > shown.length ? [`… ${findings.length} findings`] : [])].join('\n'),
    '',
    ...markdownTable(
      ['figure', 'p50', 'p95', 'p99', 'max'],
      [
        ['s from upload to workflow', ...percentiles(figures.untilStarted, 1)],
        ['s from upload to completion message', ...percentiles(figures.untilCompleted, 1)],
        ['events of a history', ...percentiles(figures.historyEvents, 0)],
        ['KB of a history', ...percentiles(figures.historyBytes, 1, 1000)],
      ],
    ),
    '',
    `All ${jobs} uploaded in ${figures.uploadSeconds.toFixed(1)} s; done after ${figures.seconds.toFixed(1)} s: ${figures.jobsPerMinute.toFixed(0)} jobs a minute. ${messages.received} messages received, ${messages.distinct} different events.`,
    ...(tenants.length < 2
      ? []
      : [
          '',
          ...markdownTable(
            ['tenant', 'jobs', 's until its first job is done', 's until its last job is done'],
            tenants.map(({ tenant, jobs: own, firstEndSeconds, lastEndSeconds }) => [
              tenant,
              String(own),
              firstEndSeconds.toFixed(1),
              lastEndSeconds.toFixed(1),
            ]),
          ),
        ]),
    '',
    ...markdownTable(
      ['process', 'most memory, MB', 'CPU s', 'CPU ms a job'],
      Object.entries(processes).map(([role, { peakBytes, cpuSeconds }]) => [
        role,
        (peakBytes / 1e6).toFixed(0),
        cpuSeconds.toFixed(1),
        ((cpuSeconds * 1000) / jobs).toFixed(0),
      ]),
    ),
  ];
}

function requestTable(requests: RequestCounts): string[] {
  const rows = Object.entries(requests).map(([name, count]) => [name, count.toFixed(1)]);
  return ['', '## Requests a job', '', ...markdownTable(['request', 'a job'], rows)];
}

function percentiles(values: Percentiles | null, digits: number, unit = 1): string[] {
  if (values === null) return ['–', '–', '–', '–'];
  const { p50, p95, p99, max } = values;
  return [p50, p95, p99, max].map((value) => (value / unit).toFixed(digits));
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(0);
}
