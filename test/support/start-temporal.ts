import { once } from 'node:events';
import { connect } from 'node:net';
import { Connection } from '@temporalio/client';
import { registerSearchAttributes } from '../../src/admin/register-search-attributes.js';
import { freePort } from './free-port.js';
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
    ready: async () => (await listens(port)) && prepare(address),
  });
  return { address, stop: () => server.stop() };
}

/** Asked first: a client that gives up connecting goes on trying behind its closed connection, and throws there. */
async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function prepare(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    await registerSearchAttributes({ connection, namespace: 'default' });
    return true;
  } finally {
    await connection.close();
  }
}
