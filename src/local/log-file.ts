import { join } from 'node:path';

import type { DataPaths } from './data-paths.js';

export function logFile(paths: DataPaths, role: string): string {
  return join(paths.logs, `${role}.log`);
}
