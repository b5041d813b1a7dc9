import type { Command } from 'commander';
import { Connection } from '@temporalio/client';

import { initialiseTemporal } from '../../admin/initialise-temporal.js';
import { loadReconcileSeconds } from '../../config/reconcile-config.js';
import { loadWorkerVersion } from '../../config/release.js';
import { loadTemporalConfig } from '../../config/temporal-config.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { terminalOf } from '../terminal.js';

const CONNECT_TIMEOUT = '10 seconds';

export function registerAdminCommand(program: Command): void {
  const admin = program.command('admin').description('look after a deployment');
  admin
    .command('init')
    .description('make a Temporal namespace fit for Upreel; safe to run again')
    .option('--address <host:port>', 'Temporal server (else UPREEL_TEMPORAL_ADDRESS, else 127.0.0.1:7233)')
    .option('--namespace <name>', 'namespace (else UPREEL_TEMPORAL_NAMESPACE, else default)')
    .action(async (options: { readonly address?: string; readonly namespace?: string }) => {
      const lines = await initialise({ ...loadTemporalConfig(), ...options });
      terminalOf(process).out(`${lines.join('\n')}\n`);
    });
}

async function initialise(config: ReturnType<typeof loadTemporalConfig>): Promise<readonly string[]> {
  const { address, namespace, tls, apiKey } = config;
  const connection = await Connection.connect({
    address,
    connectTimeout: CONNECT_TIMEOUT,
    tls,
    ...(apiKey === undefined ? {} : { apiKey }),
  }).catch((error: unknown) => {
    throw new ExitError(EXIT_CODE.failed, `No Temporal server answers at ${address}.`, { cause: error });
  });
  try {
    const settings = { reconcileSeconds: loadReconcileSeconds(), version: loadWorkerVersion() };
    return (await initialiseTemporal({ connection, namespace, ...settings })).lines;
  } finally {
    await connection.close();
  }
}
