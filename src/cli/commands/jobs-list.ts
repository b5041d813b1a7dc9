import { type Command, Option } from 'commander';

import type { JobRow } from '../../contracts/job-row.js';
import { JOB_STATUSES, type JobStatus } from '../../contracts/job.js';
import { dataOption } from '../data-option.js';
import { wrongUsage } from '../exit-error.js';
import type { Place } from '../place.js';
import { formatTable } from '../show/format-table.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly data: string;
  readonly status?: JobStatus;
  readonly limit: string;
  readonly json?: true;
}

const PAGE = 100;

export function registerJobsListCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('list')
    .description('list jobs, the newest first')
    .addOption(new Option('--status <status>', 'only jobs in this state').choices(JOB_STATUSES))
    .option('--limit <number>', 'how many at most', '20')
    .addOption(dataOption())
    .option('--json', 'print one JSON array of the table’s rows')
    .action(async (flags: Flags) => {
      const rows = await listRows(flags, place);
      if (flags.json === true) terminal.out(`${JSON.stringify(rows)}\n`);
      else if (rows.length === 0) terminal.err('There are no jobs.\n');
      else terminal.out(formatRows(rows, terminal));
    });
}

async function listRows({ data, status, limit }: Flags, place: Place): Promise<JobRow[]> {
  const wanted = Number(limit);
  if (!/^\d+$/.test(limit) || wanted < 1) throw wrongUsage(`--limit must be a whole number from 1, not "${limit}".`);
  const front = await place.open(data);
  const rows: JobRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await front.jobs({
      limit: Math.min(PAGE, wanted - rows.length),
      ...(status === undefined ? {} : { status }),
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== null && rows.length < wanted);
  return rows;
}

function formatRows(rows: readonly JobRow[], terminal: Terminal): string {
  return formatTable(
    [
      ['JOB', 'STATUS', 'FRAMES', 'VIDEO'],
      ...rows.map(({ JobId, Status, Frames, VideoName }) => [
        JobId,
        Status,
        `${Frames.Processed}/${Frames.Total}`,
        VideoName,
      ]),
    ],
    terminal.interactive ? terminal.columns() : Infinity,
  );
}
