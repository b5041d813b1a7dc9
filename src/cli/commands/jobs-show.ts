import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import { fetchReport } from '../front-door/fetch-report.js';
import { requireJob } from '../front-door/require-job.js';
import type { Place } from '../place.js';
import { formatJob } from '../show/format-job.js';
import type { Terminal } from '../terminal.js';

export function registerJobsShowCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('show <job>')
    .description('all about a job: its state, what was decided, what was checked')
    .addOption(dataOption())
    .option('--json', 'print one JSON object: the job as the API gives it, and `report` when it is completed')
    .action(async (jobId: string, { data, json }: { data: string; json?: true }) => {
      const front = await place.open(data);
      const view = await requireJob(front, jobId);
      const report = view.row.Status === 'COMPLETED' ? await fetchReport((await front.result(jobId)).reportUrl) : null;
      terminal.out(json === true ? `${JSON.stringify({ ...view, report })}\n` : formatJob(view.row, report));
    });
}
