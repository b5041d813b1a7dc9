import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json asks for, by the record that npm leaves there at the end of an
 * install. Optional packages may be missing: most are for other platforms.
 * @param {string} root the project's directory
 */
export function packagesMatch(root) {
  const installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && (installed[path] !== undefined || entry.optional !== true))
    .every(([path, { version, integrity }]) => {
      const found = installed[path];
      return found !== undefined && found.version === version && found.integrity === integrity;
    });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
