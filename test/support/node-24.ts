import { readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, fetchArtifact } from '../../src/adapters/fetch/fetch-artifact.js';
import { cacheDirectory } from '../../src/config/cache-directory.js';

const DESCRIPTION = join(import.meta.dirname, '../../scripts/node-24.json');

/** What Lambda and the images run; null on machines that the binary is not for. */
export async function findNode24(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const artifact = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Artifact;
  const path = await fetchArtifact(artifact, join(cacheDirectory(), 'tools'));
  await chmod(path, 0o755);
  return path;
}
