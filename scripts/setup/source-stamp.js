import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that a build is made from, relative to the project's directory. */
const SOURCES = [
  ...['src', 'types', 'web', 'scripts/build.js'],
  ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
];
const STAMP = 'dist/.stamp';

/**
 * Names the state of the sources: it changes when one comes, goes, or is written.
 * @param {string} root
 */
export function sourceStamp(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(root, source)).sort()) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} root */
export function builtStamp(root) {
  const file = join(root, STAMP);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** To be called last: it says that `dist` is the whole build of these sources. */
export function writeBuiltStamp(root, stamp) {
  writeFileSync(join(root, STAMP), stamp);
}

function filesIn(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(root, `${path}/${name}`));
}
