import type { Command } from 'commander';

import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import { dataOption } from '../data-option.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { followJob } from '../follow-job.js';
import { listenForInterruption } from '../interruption.js';
import type { Place } from '../place.js';
import { formatFailure } from '../show/format-failure.js';
import { createProgressDisplay } from '../show/progress-display.js';
import { jobStep } from '../show/step.js';
import type { Terminal } from '../terminal.js';

export function registerJobsWatchCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('watch <job>')
    .description('follow a job until it ends; exit code 1 when it failed')
    .addOption(dataOption())
    .option('--json', 'at the end, print the job as `jobs show --json` does')
    .action(async (jobId: string, { data, json }: { data: string; json?: true }) => {
      const view = await watch(jobId, data, terminal, place);
      if (json === true) terminal.out(`${JSON.stringify(view)}\n`);
      if (view.row.Status === 'FAILED') throw new ExitError(EXIT_CODE.failed, formatFailure(view.row));
      terminal.err(`Job ${jobId} is completed.\n`);
    });
}

async function watch(jobId: string, data: string, terminal: Terminal, place: Place): Promise<JobDescription> {
  const front = await place.open(data);
  const display = createProgressDisplay(terminal, jobId);
  const { signal, dispose } = listenForInterruption();
  try {
    return await followJob({
      front,
      jobId,
      signal,
      expectSoon: false,
      onView: (view) => {
        if (view !== null) display.show(jobStep(view, Date.now()));
      },
    });
  } catch (error) {
    if (signal.aborted) throw new ExitError(EXIT_CODE.interrupted, 'The job goes on.');
    throw error;
  } finally {
    dispose();
    display.end();
  }
}
