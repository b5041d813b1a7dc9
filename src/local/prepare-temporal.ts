import { createTemporalConnection } from '../adapters/temporal/create-temporal-connection.js';
import { initialiseTemporal } from '../admin/initialise-temporal.js';
import { loadReconcileSeconds } from '../config/reconcile-config.js';

/** What `upreel admin init` does, at every start: the server forgets nothing, but ignores what is new in its flags. */
export async function prepareTemporal(address: string, namespace: string): Promise<void> {
  const reconcileSeconds = loadReconcileSeconds('local');
  const connection = createTemporalConnection({ address, tls: false });
  try {
    await connection.ensureConnected();
    await initialiseTemporal({ connection, namespace, reconcileSeconds, version: null });
  } finally {
    await connection.close();
  }
}
