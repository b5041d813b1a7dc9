import type { Command } from 'commander';

import type { Place } from '../place.js';
import type { Terminal } from '../terminal.js';
import { registerJobsCancelCommand } from './jobs-cancel.js';
import { registerJobsDownloadCommand } from './jobs-download.js';
import { registerJobsListCommand } from './jobs-list.js';
import { registerJobsRemoveCommand } from './jobs-rm.js';
import { registerJobsRetryCommand } from './jobs-retry.js';
import { registerJobsShowCommand } from './jobs-show.js';
import { registerJobsWatchCommand } from './jobs-watch.js';

export function registerJobsCommands(program: Command, terminal: Terminal, place: Place): void {
  const jobs = program.command('jobs').description('look at jobs, and manage them');
  registerJobsListCommand(jobs, terminal, place);
  registerJobsShowCommand(jobs, terminal, place);
  registerJobsWatchCommand(jobs, terminal, place);
  registerJobsCancelCommand(jobs, terminal, place);
  registerJobsRetryCommand(jobs, terminal, place);
  registerJobsRemoveCommand(jobs, terminal, place);
  registerJobsDownloadCommand(jobs, terminal, place);
}
