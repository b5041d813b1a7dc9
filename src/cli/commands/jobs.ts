import type { Command } from 'commander';

import type { Terminal } from '../terminal.js';
import { registerJobsCancelCommand } from './jobs-cancel.js';
import { registerJobsDownloadCommand } from './jobs-download.js';
import { registerJobsListCommand } from './jobs-list.js';
import { registerJobsRemoveCommand } from './jobs-rm.js';
import { registerJobsRetryCommand } from './jobs-retry.js';
import { registerJobsShowCommand } from './jobs-show.js';
import { registerJobsWatchCommand } from './jobs-watch.js';

export function registerJobsCommands(program: Command, terminal: Terminal): void {
  const jobs = program.command('jobs').description('look at jobs of the running stack, and manage them');
  registerJobsListCommand(jobs, terminal);
  registerJobsShowCommand(jobs, terminal);
  registerJobsWatchCommand(jobs, terminal);
  registerJobsCancelCommand(jobs, terminal);
  registerJobsRetryCommand(jobs, terminal);
  registerJobsRemoveCommand(jobs, terminal);
  registerJobsDownloadCommand(jobs, terminal);
}
