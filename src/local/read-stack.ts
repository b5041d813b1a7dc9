import type { Stack } from '../contracts/stack.js';
import { dataPaths } from './data-paths.js';
import { isRunning } from '../adapters/processes/process-identity.js';
import { readProcessList } from './process-record.js';
import { readJson } from './read-json.js';

/** The stack that runs on this data directory; null when none does, also when its supervisor was killed. */
export function readStack(dataDirectory: string): Promise<Stack | null> {
  const paths = dataPaths(dataDirectory);
  const owner = readProcessList(paths)?.supervisor;
  if (owner === undefined || !isRunning(owner)) return Promise.resolve(null);
  const stack = readJson(paths.stack) as Stack | null;
  return Promise.resolve(stack?.pids.supervisor === owner.pid ? stack : null);
}
