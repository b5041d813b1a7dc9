import type { Command } from 'commander';

import { EXIT_CODE, ExitError } from '../exit-error.js';
import { openModelStore } from '../open-model-store.js';
import type { Terminal } from '../terminal.js';

export function registerModelsVerifyCommand(models: Command, terminal: Terminal): void {
  models
    .command('verify')
    .description('compare the files of every installed model with their sha256; exit code 1 when one is damaged')
    .action(async () => {
      const store = openModelStore();
      const installed = (await store.list()).filter((listing) => listing.installed);
      if (installed.length === 0) terminal.err('No model is installed. Get one: upreel models pull <model>\n');
      const findings: string[] = [];
      for (const { id } of installed) {
        const damage = await store.verify(id);
        findings.push(...damage);
        terminal.out(`${id}: ${damage.length === 0 ? 'undamaged' : 'damaged'}\n`);
      }
      if (findings.length > 0) throw new ExitError(EXIT_CODE.failed, findings.join('\n'));
    });
}
