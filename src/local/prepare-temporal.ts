import { Connection } from '@temporalio/client';

import { initialiseTemporal } from '../admin/initialise-temporal.js';

/** The event of an upload arrives at most once here, so that a lost one should not be waited for long. */
const RECONCILE_SECONDS = 30;

const CONNECT_TIMEOUT = '10 seconds';

/** What `upreel admin init` does, at every start: the server forgets nothing, but ignores what is new in its flags. */
export async function prepareTemporal(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT });
  try {
    await initialiseTemporal({ connection, namespace, reconcileSeconds: RECONCILE_SECONDS, version: null });
  } finally {
    await connection.close();
  }
}
