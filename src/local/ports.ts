import type { DataPaths } from './data-paths.js';
import { freePort, isFreePort } from './free-port.js';
import { readJson } from './read-json.js';
import { writeAtomically } from './write-atomically.js';

const PORT_NAMES = ['temporal', 'temporalUi', 's3', 'aws', 'dynamodb', 'http', 'webhook'] as const;
export type Ports = Readonly<Record<(typeof PORT_NAMES)[number], number>> & {
  /** Of the workers' metrics, by role. */
  readonly metrics: Readonly<Record<string, number>>;
};

/**
 * The ports of a data directory: those it had last time, where they are free, so that addresses stay what they were.
 * @throws Error when the port that was asked for is taken, or none of the range is free
 */
export async function choosePorts(
  paths: DataPaths,
  wanted: { readonly http?: number; readonly workers?: readonly string[] },
): Promise<Ports> {
  if (wanted.http !== undefined && !(await isFreePort(wanted.http))) {
    throw new Error(
      `Port ${wanted.http} is in use by another program: give another with --port, or leave it out for a free one.`,
    );
  }
  const last = readJson(paths.ports) as Partial<Ports> | null;
  const taken = new Set<number>();
  const ports: Partial<Record<(typeof PORT_NAMES)[number], number>> = {};
  for (const name of PORT_NAMES) {
    const port = (name === 'http' ? wanted.http : undefined) ?? (await freePort({ preferred: last?.[name], taken }));
    taken.add(port);
    ports[name] = port;
  }
  const metrics: Record<string, number> = {};
  for (const role of wanted.workers ?? []) {
    const port = await freePort({ preferred: last?.metrics?.[role], taken });
    taken.add(port);
    metrics[role] = port;
  }
  const chosen = { ...ports, metrics };
  writeAtomically(paths.ports, chosen);
  return chosen as Ports;
}
