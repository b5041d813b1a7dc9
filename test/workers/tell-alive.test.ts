import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { tellAlive } from '../../src/workers/tell-alive.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();
const LONG_AGO = new Date('2020-01-01');
const HEALTHY = join(import.meta.dirname, '../../docker/upreel-healthy');

function isHealthy(file: string): boolean {
  try {
    execFileSync('sh', [HEALTHY], { env: { ...process.env, UPREEL_ALIVE_FILE: file }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('a worker is healthy from when it tells so, again and again, until it does not any more', async () => {
  const file = join(directory.path, 'alive');
  expect(isHealthy(file)).toBe(false);
  const end = tellAlive(file, 5);
  expect(isHealthy(file)).toBe(true);
  utimesSync(file, LONG_AGO, LONG_AGO);
  while (statSync(file).mtimeMs === LONG_AGO.getTime()) await delay(1);
  expect(isHealthy(file)).toBe(true);
  end();
  utimesSync(file, LONG_AGO, LONG_AGO);
  expect(isHealthy(file)).toBe(false);
});
