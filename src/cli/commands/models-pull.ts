import { type Command, Argument } from 'commander';

import { MODELS, type CatalogueModelId } from '../../contracts/models.js';
import { openModelStore } from '../open-model-store.js';
import { formatBytes } from '../show/format-bytes.js';
import type { Terminal } from '../terminal.js';

export function registerModelsPullCommand(models: Command, terminal: Terminal): void {
  models
    .command('pull')
    .addArgument(new Argument('<model>', 'its id').choices(Object.keys(MODELS)))
    .description('fetch a model and make it ready; nothing is fetched when it is there and undamaged')
    .action(async (id: CatalogueModelId) => {
      const { sizeBytes } = await openModelStore((line) => {
        terminal.err(`${line}\n`);
      }).pull(id);
      terminal.err(`Model ${id} is ready (${formatBytes(sizeBytes)}).\n`);
    });
}
