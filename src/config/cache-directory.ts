import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Where what was fetched or built once for this machine is kept: `tools/`, `models/`, `clips/`. Absolute; perhaps not there yet.
 * `UPREEL_CACHE_DIR`, else `upreel` below `XDG_CACHE_HOME` (which counts only when absolute), else `~/.cache/upreel`.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const own = env.UPREEL_CACHE_DIR;
  if (own !== undefined && own !== '') return resolve(own);
  const base = env.XDG_CACHE_HOME;
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache'), 'upreel');
}
