/**
 * The unit tests of what Lambda and the images run, under their Node: the binary in the package that the npm package
 * `node` installs, which would put itself before this machine's own. Arguments go to Jest.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stderr.write('The unit tests are not run under Node 24 here: its binary is for Linux on x86-64.\n');
  process.exit();
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { fetchArtifact } = await import(new URL('../dist/adapters/fetch/fetch-artifact.js', import.meta.url).href);
const { cacheDirectory } = await import(new URL('../dist/config/cache-directory.js', import.meta.url).href);

const artifact = JSON.parse(readFileSync(new URL('node-24.json', import.meta.url), 'utf8'));
const node = await fetchArtifact(artifact, join(cacheDirectory(), 'tools'));
chmodSync(node, 0o755);

const folders = 'activities|adapters|admin|config|contracts|domain|intake|triggers|workers|workflows';
const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'unit'];
const args = [...jest, '--testPathPatterns', `/test/(${folders})/`, ...process.argv.slice(2)];
const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
