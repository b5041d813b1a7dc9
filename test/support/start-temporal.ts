import { createTemporalConnection } from '../../src/adapters/temporal/create-temporal-connection.js';
import { registerSearchAttributes } from '../../src/admin/register-search-attributes.js';
import { freePort } from '../../src/local/free-port.js';
import { startProcess } from './start-process.js';
import { toolPath } from './tools.js';

export interface TestTemporal {
  readonly address: string;
  stop(): Promise<void>;
}

/** Temporal's development server in memory, with Upreel's search attributes. */
export async function startTemporal(): Promise<TestTemporal> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const listening = ['--ip', '127.0.0.1', '--port', String(port), '--http-port', String(await freePort())];
  const server = await startProcess({
    command: toolPath('temporal'),
    args: ['server', 'start-dev', ...listening, '--headless', '--log-level', 'error'],
    ready: () => prepare(address),
  });
  return { address, stop: () => server.stop() };
}

async function prepare(address: string): Promise<boolean> {
  const connection = createTemporalConnection({ address, tls: false });
  try {
    await connection.ensureConnected();
    await registerSearchAttributes({ connection, namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
