import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import type { Place } from '../place.js';
import type { Terminal } from '../terminal.js';

export function registerJobsRetryCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('retry <job>')
    .description('run a failed job again; what is done already is not done again')
    .addOption(dataOption())
    .action(async (jobId: string, { data }: { data: string }) => {
      await (await place.open(data)).retry(jobId);
      terminal.err(`Job ${jobId} runs again. Follow it with: ${place.hint(`jobs watch ${jobId}`, data)}\n`);
    });
}
