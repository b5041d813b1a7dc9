import { Command } from 'commander';

import { addExamples } from './add-examples.js';
import { registerAdminCommand } from './commands/admin.js';
import { registerCompletionCommand } from './commands/completion.js';
import { registerDevCommand } from './commands/dev.js';
import { registerDoctorCommand } from './commands/doctor.js';
import { registerEstimateCommand } from './commands/estimate.js';
import { registerJobsCommands } from './commands/jobs.js';
import { registerModelsCommands } from './commands/models.js';
import { registerUpscaleCommand } from './commands/upscale.js';
import { addPlaceOptions } from './place.js';
import { withTerminal } from './run-command-line.js';
import type { Terminal } from './terminal.js';

/** The `upreel` command with all that it can do. */
export function createProgram(terminal: Terminal): Command {
  const program = withTerminal(new Command('upreel'), terminal).description(
    'Makes videos larger and sharper, durably.',
  );
  const place = addPlaceOptions(program);
  registerDevCommand(program);
  registerUpscaleCommand(program, terminal, place);
  registerEstimateCommand(program, terminal, place);
  registerJobsCommands(program, terminal, place);
  registerModelsCommands(program, terminal);
  registerDoctorCommand(program, terminal);
  registerAdminCommand(program, terminal);
  registerCompletionCommand(program, terminal);
  addExamples(program);
  return program;
}
