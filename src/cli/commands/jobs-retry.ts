import type { Command } from 'commander';

import { commandHint, dataOption } from '../data-option.js';
import { openFrontDoor } from '../open-front-door.js';
import type { Terminal } from '../terminal.js';

export function registerJobsRetryCommand(jobs: Command, terminal: Terminal): void {
  jobs
    .command('retry <job>')
    .description('run a failed job again; what is done already is not done again')
    .addOption(dataOption())
    .action(async (jobId: string, { data }: { data: string }) => {
      await (await openFrontDoor(data)).retry(jobId);
      terminal.err(`Job ${jobId} runs again. Follow it with: ${commandHint(`jobs watch ${jobId}`, data)}\n`);
    });
}
