import type { Command } from 'commander';

import { openModelStore } from '../open-model-store.js';
import type { Terminal } from '../terminal.js';

export function registerModelsImportCommand(models: Command, terminal: Terminal): void {
  models
    .command('import')
    .argument('<file>', 'a model of your own: .onnx, or .pth of any architecture that spandrel knows')
    .description('try a model out, make it ready, and print the id to give as --model')
    .action(async (file: string) => {
      const { id, architecture } = await openModelStore((line) => {
        terminal.err(`${line}\n`);
      }).importFile(file);
      terminal.err(`Ready: ${architecture}.\n`);
      terminal.out(`${id}\n`);
    });
}
