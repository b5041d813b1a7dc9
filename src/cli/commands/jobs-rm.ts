import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import { openFrontDoor } from '../open-front-door.js';
import type { Terminal } from '../terminal.js';

export function registerJobsRemoveCommand(jobs: Command, terminal: Terminal): void {
  jobs
    .command('rm <job>')
    .description('remove a finished job: its objects and its row')
    .addOption(dataOption())
    .action(async (jobId: string, { data }: { data: string }) => {
      await (await openFrontDoor(data)).remove(jobId);
      terminal.err(`Job ${jobId} is removed.\n`);
    });
}
