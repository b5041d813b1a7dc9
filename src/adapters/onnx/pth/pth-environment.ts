import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { type CommandRunner } from '../../fetch/run-command.js';

/** Loads weights of every architecture in use; read by a restricted unpickler. */
const SPANDREL = ['spandrel==0.4.2', 'safetensors', 'einops', 'typing_extensions'];
/** What exporting needs beside, where PyTorch is a new one. */
const EXPORT_PACKAGES = ['torch', 'torchvision', 'numpy', 'onnx'];
/** python3-pip: what puts spandrel beside them. */
const DEBIAN_PACKAGES = ['python3-torch', 'python3-torchvision', 'python3-pip'];
const DEBIAN_PYTHON = '/usr/bin/python3';
const INTERPRETERS = ['python3', DEBIAN_PYTHON];
const PIP = ['-m', 'pip', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '3', '--timeout', '30'];
/** A mirror that hangs is given up; another program that installs is waited for. */
const APT = ['-q', '-o', 'Acquire::Retries=3', '-o', 'Acquire::http::Timeout=30', '-o', 'DPkg::Lock::Timeout=60'];
const APT_ATTEMPTS = 2;

/** What a step may take, in ms. Debian's PyTorch took 40 s on 2 cores, spandrel 5 s, a first import of PyTorch 10 s. */
const LIMIT_MS = {
  import: 120_000,
  venv: 120_000,
  spandrel: 180_000,
  aptUpdate: 120_000,
  aptInstall: 300_000,
  pip: 60 * 60_000,
} as const;

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
 * Every step is bounded. Two processes must not do this at the same time.
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
    await run(interpreter, ['-c', 'import torch, torchvision'], { timeoutMs: LIMIT_MS.import });
    await run(interpreter, ['-m', 'venv', '--without-pip', '--system-site-packages', venv], {
      timeoutMs: LIMIT_MS.venv,
    });
    // With the packages' own dependencies pip would bring another PyTorch.
    const spandrel = [...PIP, '--python', python, 'install', '--no-deps', ...SPANDREL];
    const limit = { timeoutMs: LIMIT_MS.spandrel };
    // Whichever Python has pip: it installs for the other.
    await run(interpreter, spandrel, limit).catch(() => run('python3', spandrel, limit));
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
              await installDebianPackages(run);
              await around(DEBIAN_PYTHON);
            },
          },
        ]
      : []),
    {
      name: 'pip',
      prepare: async () => {
        say('Installing PyTorch with pip (on some systems gigabytes) …');
        await run('python3', ['-m', 'venv', venv], { timeoutMs: LIMIT_MS.venv });
        await run(python, [...PIP, 'install', ...EXPORT_PACKAGES, ...SPANDREL], { timeoutMs: LIMIT_MS.pip });
      },
    },
  ];
}

/** With the lists of today: those of an image may name packages that the mirrors no longer have. */
async function installDebianPackages(run: CommandRunner): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run('apt-get', [...APT, 'update'], { timeoutMs: LIMIT_MS.aptUpdate });
      await run('apt-get', [...APT, 'install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES], {
        timeoutMs: LIMIT_MS.aptInstall,
      });
      return;
    } catch (error) {
      if (attempt >= APT_ATTEMPTS) throw error;
    }
  }
}

async function hasAll(run: CommandRunner, python: string): Promise<boolean> {
  return run(python, ['-c', 'import torch, spandrel'], { timeoutMs: LIMIT_MS.import }).then(
    () => true,
    () => false,
  );
}
