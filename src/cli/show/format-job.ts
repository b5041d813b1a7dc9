import { formatOptionMetadata, OPTION_METADATA_PREFIX } from '../../contracts/job-options.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { JobReport } from '../../contracts/report.js';
import { formatCost } from './format-cost.js';
import { formatFailure } from './format-failure.js';
import { formatBytes } from './format-bytes.js';

/** A job in words: what its row says, and once it is completed, what its report says. */
export function formatJob(row: JobRow, report: JobReport | null): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Job', row.JobId],
    ['Video', `${row.VideoName} (${row.VideoType}, ${formatBytes(row.ContentLength)})`],
    ['Status', row.Status],
    ['Frames', `${row.Frames.Processed} of ${row.Frames.Total} upscaled (${row.Frames.Extracted} extracted)`],
    ['Options', formatOptions(row)],
    ['Created', row.CreatedAt],
    ['Updated', row.UpdatedAt],
    ['Source', `s3://${row.SourceBucket}/${row.SourceKey}`],
    ...(row.FinalKey === undefined ? [] : [['Result', `s3://${row.FinalBucket}/${row.FinalKey}`] as const]),
    ['Workflow', `${row.WorkflowId} (run ${row.RunId})`],
  ];
  const lines = facts.map(([name, value]) => `${name.padEnd(9)} ${value}\n`);
  if (row.Status === 'FAILED') lines.push(`\n${formatFailure(row)}\n`);
  return lines.join('') + (report === null ? '' : formatReport(report));
}

function formatOptions({ Options }: JobRow): string {
  return Object.entries(formatOptionMetadata(Options))
    .map(([name, value]) => `${name.slice(OPTION_METADATA_PREFIX.length)} ${value}`)
    .join(', ');
}

function formatReport({ result, model, decisions, streams, seconds, checks, cost }: JobReport): string {
  const { outputWidth, outputHeight } = result.picture;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      'Result',
      [
        `${outputWidth}×${outputHeight}, ${result.frames} frames, ${result.durationSeconds.toFixed(2)} s, ${result.container}, ${formatBytes(result.sizeBytes)}`,
        `made with ${model.id} on ${model.devices.join('; ')}`,
      ],
    ],
    ['Decisions', decisions.map(({ about, decision, why }) => `${about}: ${decision}. ${why}`)],
    ['Streams', streams.map(formatStream)],
    ['Seconds', Object.entries(seconds).map(([stage, value]: [string, number]) => `${stage} ${value.toFixed(1)}`)],
    ['Cost', formatCost(cost)],
    ['Checks', checks.map(({ check, result: verdict, figure }) => `${check}: ${verdict}, ${figure}`)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`)
    .join('');
}

function formatStream({ index, type, codec, action, to, reason }: JobReport['streams'][number]): string {
  const what = `stream ${index}, ${type} ${codec}: ${action}${to === undefined ? '' : ` to ${to}`}`;
  return reason === undefined ? what : `${what}, because ${reason}`;
}
