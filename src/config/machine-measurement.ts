import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MachineMeasurement } from '../domain/estimate/calibrate.js';
import { cacheDirectory } from './cache-directory.js';

/** Where the bench leaves what it found out about this machine, for estimates. */
function measurementFile(env: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(env), 'measurement.json');
}

export function writeMeasurement(measurement: MachineMeasurement, env: NodeJS.ProcessEnv = process.env): void {
  mkdirSync(cacheDirectory(env), { recursive: true });
  writeFileSync(measurementFile(env), `${JSON.stringify(measurement, null, 2)}\n`);
}

/** null where the bench has not run, or left something else. */
export function readMeasurement(env: NodeJS.ProcessEnv = process.env): MachineMeasurement | null {
  try {
    const found = JSON.parse(readFileSync(measurementFile(env), 'utf8')) as Partial<MachineMeasurement>;
    const { cpu, cores, models } = found;
    return typeof cpu === 'string' && typeof cores === 'number' && Array.isArray(models)
      ? { cpu, cores, models }
      : null;
  } catch {
    // An estimate is made without it.
    return null;
  }
}
