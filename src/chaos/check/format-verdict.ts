import { formatTable } from '../../cli/show/format-table.js';
import type { Verdict } from './check-log.js';

const SHOWN_VIOLATIONS = 20;

/** The verdict for people: the faults by kind, the jobs, and each invariant with what speaks against it. */
export function formatVerdict({ summary, findings }: Verdict): string {
  const { seed, minutes, faults, jobs, frames, rowVersions, messages, s3Writes } = summary;
  const total = faults.reduce((sum, { count }) => sum + count, 0);
  return [
    `Seed ${seed}, ${minutes} min, ${total} faults:`,
    formatTable([['fault', 'times'], ...faults.map(({ kind, count }) => [kind, String(count)])]),
    `Jobs: ${jobs.uploads} uploads, ${jobs.completed} completed, ${jobs.failed} failed (no video); ` +
      `${jobs.cancelled} cancelled and retried, ${jobs.gaveUp} gave up under the faults and were retried.`,
    `Frames: ${frames.wanted} wanted, at most ${frames.computed} computed, ${frames.allowed} accounted for.`,
    `Seen: ${s3Writes} S3 writes, ${rowVersions} versions of rows, ${messages} messages.`,
    '',
    ...findings.flatMap(({ id, promise, violations }) => [
      `${id} ${violations.length === 0 ? 'holds' : `BROKEN ${violations.length} times`}: ${promise}`,
      ...violations.slice(0, SHOWN_VIOLATIONS).map((violation) => `   ${violation}`),
    ]),
    '',
    `${findings.reduce((sum, { violations }) => sum + violations.length, 0)} violations.`,
    '',
  ].join('\n');
}
