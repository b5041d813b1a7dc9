import type { Command } from 'commander';

import { createTemporalConnection } from '../../adapters/temporal/create-temporal-connection.js';
import { initialiseTemporal } from '../../admin/initialise-temporal.js';
import { loadReconcileSeconds } from '../../config/reconcile-config.js';
import { loadWorkerVersion } from '../../config/release.js';
import { loadTemporalConfig } from '../../config/temporal-config.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import type { Terminal } from '../terminal.js';
import { registerAdminRedriveCommand } from './admin-redrive.js';

export function registerAdminCommand(program: Command, terminal: Terminal): void {
  const admin = program.command('admin').description('look after a deployment');
  registerAdminRedriveCommand(admin, terminal);
  admin
    .command('init')
    .description('make a Temporal namespace fit for Upreel; safe to run again')
    .option('--address <host:port>', 'Temporal server (else UPREEL_TEMPORAL_ADDRESS, else 127.0.0.1:7233)')
    .option('--namespace <name>', 'namespace (else UPREEL_TEMPORAL_NAMESPACE, else default)')
    .action(async (options: { readonly address?: string; readonly namespace?: string }) => {
      const lines = await initialise({ ...loadTemporalConfig(), ...options });
      terminal.out(`${lines.join('\n')}\n`);
    });
}

async function initialise(config: ReturnType<typeof loadTemporalConfig>): Promise<readonly string[]> {
  const { namespace } = config;
  const connection = createTemporalConnection(config);
  try {
    await connection.ensureConnected().catch((error: unknown) => {
      throw new ExitError(EXIT_CODE.failed, `No Temporal server answers at ${config.address}.`, { cause: error });
    });
    const settings = { reconcileSeconds: loadReconcileSeconds('deployed'), version: loadWorkerVersion() };
    return (await initialiseTemporal({ connection, namespace, ...settings })).lines;
  } finally {
    await connection.close();
  }
}
