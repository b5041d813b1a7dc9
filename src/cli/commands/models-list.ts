import type { Command } from 'commander';

import type { ModelListing } from '../../adapters/onnx/model-store.js';
import { isCatalogueModelId, MODELS } from '../../contracts/models.js';
import { openModelStore } from '../open-model-store.js';
import { formatBytes } from '../show/format-bytes.js';
import { formatTable } from '../show/format-table.js';
import type { Terminal } from '../terminal.js';

export function registerModelsListCommand(models: Command, terminal: Terminal): void {
  models
    .command('list')
    .description('what there is, what is installed, and under which licence the weights are')
    .option('--json', 'print one JSON array')
    .action(async ({ json }: { json?: true }) => {
      const listings = await openModelStore().list();
      if (json === true) terminal.out(`${JSON.stringify(listings)}\n`);
      else terminal.out(formatListings(listings));
    });
}

function formatListings(listings: readonly ModelListing[]): string {
  return formatTable([
    ['MODEL', 'INSTALLED', 'SCALE', 'LICENCE', 'GOOD FOR'],
    ...listings.map(({ id, installed, sizeBytes, scale, licence, architecture }) => [
      id,
      installed ? formatBytes(sizeBytes) : 'no',
      `×${scale}`,
      licence,
      isCatalogueModelId(id) ? MODELS[id].goodFor : architecture,
    ]),
  ]);
}
