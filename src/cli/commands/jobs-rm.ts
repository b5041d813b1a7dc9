import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import type { Place } from '../place.js';
import type { Terminal } from '../terminal.js';

export function registerJobsRemoveCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('rm <job>')
    .description('remove a finished job: its objects and its row')
    .addOption(dataOption())
    .action(async (jobId: string, { data }: { data: string }) => {
      await (await place.open(data)).remove(jobId);
      terminal.err(`Job ${jobId} is removed.\n`);
    });
}
