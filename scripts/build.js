import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runStep } from './setup/run-step.js';
import { sourceStamp, writeBuiltStamp } from './setup/source-stamp.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Inside dist, so that what is there stays whole until all of its successor is made.
const next = join(dist, '.next');

try {
  await build();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function build() {
  const stamp = sourceStamp(root);
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  runStep({
    command: process.execPath,
    args: [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', next],
    cwd: root,
    problem: 'The sources do not compile.',
  });
  await bundleWorkflows();
  await buildPage();
  writeRelease();
  copyPythonSources();
  for (const name of readdirSync(dist).filter((entry) => entry !== '.next')) {
    rmSync(join(dist, name), { recursive: true });
  }
  for (const name of readdirSync(next)) renameSync(join(next, name), join(dist, name));
  rmSync(next, { recursive: true });
  writeBuiltStamp(root, stamp);
}

/** No compiler takes them: they run in a Python of their own, from beside the module that starts them. */
function copyPythonSources() {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const file of sources.filter((name) => name.endsWith('.py'))) {
    cpSync(join(root, 'src', file), join(next, file));
  }
}

async function bundleWorkflows() {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'src/workflows/index.ts'),
    workflowInterceptorModules: [join(root, 'src/workflows/trace-run.ts')],
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(join(next, 'workflows/bundle.js'), code);
}

/** The page that the local stack serves; on AWS a bucket has it. */
async function buildPage() {
  const { build: bundle } = await import('vite');
  const configFile = join(root, 'web/vite.config.js');
  await bundle({ configFile, logLevel: 'warn', build: { outDir: join(next, 'web'), emptyOutDir: true } });
}

/** Names this build by what is in it: workers tell Temporal, and a job stays with the build that began it. */
function writeRelease() {
  const hash = createHash('sha256');
  const files = readdirSync(next, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.js')).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(next, file)));
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const buildId = `${version}-${hash.digest('hex').slice(0, 12)}`;
  writeFileSync(join(next, 'release.json'), JSON.stringify({ version, buildId }));
}
