import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import type { Place } from '../place.js';
import type { Terminal } from '../terminal.js';

export function registerJobsCancelCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('cancel <job>')
    .description('stop a job that runs; it ends FAILED with the type Cancelled')
    .addOption(dataOption())
    .action(async (jobId: string, { data }: { data: string }) => {
      await (await place.open(data)).cancel(jobId);
      terminal.err(`Job ${jobId} is being cancelled.\n`);
    });
}
