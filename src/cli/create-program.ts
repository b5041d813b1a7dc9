import { Command } from 'commander';

import { registerAdminCommand } from './commands/admin.js';
import { registerDevCommand } from './commands/dev.js';
import { registerDoctorCommand } from './commands/doctor.js';
import { registerJobsCommands } from './commands/jobs.js';
import { registerModelsCommands } from './commands/models.js';
import { registerUpscaleCommand } from './commands/upscale.js';
import { withTerminal } from './run-command-line.js';
import type { Terminal } from './terminal.js';

/** The `upreel` command with all that it can do. */
export function createProgram(terminal: Terminal): Command {
  const program = withTerminal(new Command('upreel'), terminal).description(
    'Makes videos larger and sharper, durably.',
  );
  registerDevCommand(program);
  registerUpscaleCommand(program, terminal);
  registerJobsCommands(program, terminal);
  registerModelsCommands(program, terminal);
  registerDoctorCommand(program, terminal);
  registerAdminCommand(program);
  return program;
}
