import { once } from 'node:events';
import { createServer } from 'node:net';

import type { DataPaths } from './data-paths.js';
import { readJson } from './read-json.js';
import { writeAtomically } from './write-atomically.js';

const PORT_NAMES = ['temporal', 'temporalUi', 's3', 'aws', 'dynamodb', 'http', 'webhook'] as const;
export type Ports = Readonly<Record<(typeof PORT_NAMES)[number], number>> & {
  /** Of the workers' metrics, by role. */
  readonly metrics: Readonly<Record<string, number>>;
};

/** Below the range from which operating systems take the ports of outgoing connections. */
const FIRST_PORT = 20_000;
const PORT_COUNT = 12_000;

/**
 * The ports of a data directory: those it had last time, where they are free, so that addresses stay what they were.
 * @throws Error when the port that was asked for is taken
 */
export async function choosePorts(
  paths: DataPaths,
  wanted: { readonly http?: number; readonly workers?: readonly string[] },
): Promise<Ports> {
  if (wanted.http !== undefined && !(await isFree(wanted.http))) {
    throw new Error(
      `Port ${wanted.http} is in use by another program: give another with --port, or leave it out for a free one.`,
    );
  }
  const last = readJson(paths.ports) as Partial<Ports> | null;
  const taken = new Set<number>();
  const ports: Partial<Record<(typeof PORT_NAMES)[number], number>> = {};
  for (const name of PORT_NAMES) {
    const port = (name === 'http' ? wanted.http : undefined) ?? (await freePort(last?.[name], taken));
    taken.add(port);
    ports[name] = port;
  }
  const metrics: Record<string, number> = {};
  for (const role of wanted.workers ?? []) {
    const port = await freePort(last?.metrics?.[role], taken);
    taken.add(port);
    metrics[role] = port;
  }
  const chosen = { ...ports, metrics };
  writeAtomically(paths.ports, chosen);
  return chosen as Ports;
}

async function freePort(preferred: number | undefined, taken: ReadonlySet<number>): Promise<number> {
  let port = preferred ?? randomPort();
  while (taken.has(port) || !(await isFree(port))) port = randomPort();
  return port;
}

function randomPort(): number {
  return FIRST_PORT + Math.floor(Math.random() * PORT_COUNT);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
