import { type Check, fail, ok } from './check.js';

const LEAST: readonly [number, number] = [20, 3];

/** @param version without the `v` */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST;
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return isEnough ? ok('node', version) : fail('node', version, `Install Node ${LEAST.join('.')} or newer.`);
}
