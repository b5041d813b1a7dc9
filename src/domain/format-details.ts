import type { JobProgress } from '../contracts/progress.js';
import { estimateRest } from './estimate-rest.js';

/** The job at a glance, as Markdown for the Temporal UI. */
export function formatDetails(jobId: string, progress: JobProgress, nowMs: number): string {
  const { frames, seconds } = progress;
  const rest = progress.status === 'PROCESSING' ? estimateRest(progress, nowMs) : null;
  const rows: readonly (readonly [string, string])[] = [
    ['Status', progress.status],
    ['Frames', `${frames.processed} of ${frames.total} upscaled (${frames.extracted} extracted)`],
    ['Rate', rest === null ? '–' : `${rest.framesPerSecond.toFixed(2)} frames/s`],
    ['Time left', rest === null ? '–' : `about ${Math.ceil(rest.etaSeconds)} s`],
    ['Extract', `${seconds.extract.toFixed(1)} s`],
    ['Upscale', `${seconds.upscale.toFixed(1)} s`],
    ['Recompose', `${seconds.recompose.toFixed(1)} s`],
    ['Verify', `${seconds.verify.toFixed(1)} s`],
  ];
  return [
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    `A failed job is run again with \`upreel jobs retry ${jobId}\`; what is done already is not done again.`,
  ].join('\n');
}
