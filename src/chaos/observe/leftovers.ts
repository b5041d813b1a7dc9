import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { listProcesses } from '../faults/process-table.js';
import type { ChaosEvent } from '../log/log-entry.js';

type Leftovers = Extract<ChaosEvent, { readonly type: 'leftovers' }>;

const GONE_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 500;

/** What is left of the jobs, and once it is stopped of the stack; so long as there is something it is given time to go. */
export async function findLeftovers(
  dataDirectory: string,
  moment: Leftovers['moment'],
  openUploads: () => Promise<readonly string[]>,
): Promise<Leftovers> {
  const all = moment === 'stopped';
  const deadline = Date.now() + GONE_WITHIN_MS;
  for (;;) {
    const processes = await processesOf(dataDirectory, all);
    const directories = await directoriesOf(dataDirectory, all);
    const uploads = await openUploads();
    const none = processes.length + directories.length + uploads.length === 0;
    if (none || Date.now() > deadline) return { type: 'leftovers', moment, processes, directories, uploads };
    await delay(LOOK_EVERY_MS);
  }
}

/** Tools that work below the data directory; with `all` every process that names it. */
async function processesOf(dataDirectory: string, all: boolean): Promise<string[]> {
  const place = all ? dataDirectory : join(dataDirectory, 'work');
  return (await listProcesses())
    .filter(({ pid, command }) => command.includes(place) && pid !== process.pid)
    .map(({ command }) => command);
}

/** What activities keep while they run; with `all` also what workers keep. Relative paths. */
async function directoriesOf(dataDirectory: string, all: boolean): Promise<string[]> {
  const paths = await readdir(join(dataDirectory, 'work'), { recursive: true }).catch(() => []);
  return paths.filter((path) => /activity-[^/]+$/.test(path) || (all && /worker-\d+-[^/]+$/.test(path)));
}
