/**
 * Everything that the demo and the tests need first, with Node's built-ins alone: packages, build, programs, models.
 * What is there already is left alone: a second run needs no network and takes a fraction of a second.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

import { nodeProblem } from './setup/node-problem.js';
import { packagesMatch } from './setup/packages-match.js';
import { runStep } from './setup/run-step.js';
import { builtStamp, sourceStamp } from './setup/source-stamp.js';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) throw new Error(problem);
  if (!packagesMatch(root)) installPackages();
  if (builtStamp(root) !== sourceStamp(root)) build();
  const { prepareMachine } = await import(pathToFileURL(join(root, 'dist/local/prepare-machine.js')).href);
  await prepareMachine({ env: process.env, say });
} catch (error) {
  say(`Set-up failed: ${error.message}`);
  process.exitCode = 1;
}

function installPackages() {
  say('Installing the packages (npm ci) …');
  runStep({
    command: 'npm',
    args: ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'],
    cwd: root,
    // ONNX Runtime's install script fetches CUDA libraries, which this machine does not ask for.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: process.env.ONNXRUNTIME_NODE_INSTALL ?? 'skip' },
    problem: 'npm could not install the packages. If the network is there, run "npm ci" by hand to see more.',
  });
}

function build() {
  say('Building …');
  runStep({
    command: process.execPath,
    args: [join(root, 'scripts/build.js')],
    cwd: root,
    problem: 'The build failed.',
  });
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
