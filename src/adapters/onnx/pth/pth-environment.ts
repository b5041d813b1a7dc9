import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { type CommandRunner } from '../../fetch/run-command.js';

/** Loads weights of every architecture in use; read by a restricted unpickler. */
const SPANDREL = ['spandrel==0.4.2', 'safetensors', 'einops', 'typing_extensions'];
/** What exporting needs beside, where PyTorch is a new one. */
const EXPORT_PACKAGES = ['torch', 'torchvision', 'numpy', 'onnx'];
const DEBIAN_PACKAGES = ['python3-torch', 'python3-torchvision'];
const INTERPRETERS = ['python3', '/usr/bin/python3'];
const PIP = ['-m', 'pip', '--quiet', '--no-input', '--disable-pip-version-check'];

export interface PthEnvironmentDeps {
  /** Gets the virtual environment. */
  readonly directory: string;
  readonly run: CommandRunner;
  readonly isRoot: boolean;
  readonly say: (line: string) => void;
}

/**
 * The Python interpreter of a virtual environment with PyTorch and spandrel, set up at first need: around a PyTorch that
 * is on the machine, else Debian's (123 MB, on 2 cores 40 s), else pip's (on Linux x86-64 with gigabytes of CUDA beside it).
 * @throws UpreelError `ModelUnavailable` naming every way that was tried
 */
export async function preparePthEnvironment(deps: PthEnvironmentDeps): Promise<string> {
  const { directory, run } = deps;
  const python = join(directory, 'venv', 'bin', 'python');
  if (await hasAll(run, python)) return python;
  const failures: string[] = [];
  for (const { name, prepare } of ways(deps)) {
    await rm(join(directory, 'venv'), { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    try {
      await prepare();
      if (await hasAll(run, python)) return python;
      failures.push(`${name}: PyTorch can't be loaded afterwards`);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new UpreelError(
    FailureType.ModelUnavailable,
    `Models in .pth files need Python with PyTorch to be converted, and it can't be set up here (${failures.join('; ')}). ` +
      'Install PyTorch and torchvision for python3 and run the same command again, or convert the model to ONNX ' +
      'elsewhere and import that file.',
  );
}

interface Way {
  readonly name: string;
  readonly prepare: () => Promise<void>;
}

function ways({ directory, run, isRoot, say }: PthEnvironmentDeps): Way[] {
  const venv = join(directory, 'venv');
  const python = join(venv, 'bin', 'python');
  const around = async (interpreter: string): Promise<void> => {
    await run(interpreter, ['-c', 'import torch, torchvision']);
    await run(interpreter, ['-m', 'venv', '--without-pip', '--system-site-packages', venv]);
    // With the packages' own dependencies pip would bring another PyTorch.
    const [pip = '', ...options] = PIP;
    await run('python3', [pip, ...options, '--python', python, 'install', '--no-deps', ...SPANDREL]);
  };
  return [
    ...INTERPRETERS.map((interpreter) => ({
      name: `PyTorch of ${interpreter}`,
      prepare: () => around(interpreter),
    })),
    ...(isRoot
      ? [
          {
            name: 'Debian packages',
            prepare: async () => {
              say('Installing PyTorch (Debian packages, 123 MB) …');
              await run('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES]).catch(async () => {
                await run('apt-get', ['update']);
                await run('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES]);
              });
              await around('/usr/bin/python3');
            },
          },
        ]
      : []),
    {
      name: 'pip',
      prepare: async () => {
        say('Installing PyTorch with pip (on some systems gigabytes) …');
        await run('python3', ['-m', 'venv', venv]);
        await run(python, [...PIP, 'install', ...EXPORT_PACKAGES, ...SPANDREL]);
      },
    },
  ];
}

async function hasAll(run: CommandRunner, python: string): Promise<boolean> {
  return run(python, ['-c', 'import torch, spandrel']).then(
    () => true,
    () => false,
  );
}
