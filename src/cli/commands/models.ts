import type { Command } from 'commander';

import type { Terminal } from '../terminal.js';
import { registerModelsImportCommand } from './models-import.js';
import { registerModelsListCommand } from './models-list.js';
import { registerModelsPullCommand } from './models-pull.js';
import { registerModelsVerifyCommand } from './models-verify.js';

export function registerModelsCommands(program: Command, terminal: Terminal): void {
  const models = program.command('models').description('the models on this machine');
  registerModelsListCommand(models, terminal);
  registerModelsPullCommand(models, terminal);
  registerModelsVerifyCommand(models, terminal);
  registerModelsImportCommand(models, terminal);
}
