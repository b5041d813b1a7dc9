import { join } from 'node:path';

import { preparePthEnvironment } from '../../../../src/adapters/onnx/pth/pth-environment.js';
import type { CommandRunner } from '../../../../src/adapters/fetch/run-command.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const directory = temporaryDirectory();

interface Machine {
  readonly hasTorch?: boolean;
  readonly aptWorks?: boolean;
  readonly pipWorks?: boolean;
  /** So often apt-get fails first. */
  readonly aptStumbles?: number;
  /** The Python that has PyTorch has no pip. */
  readonly onlyPathHasPip?: boolean;
  readonly isRoot?: boolean;
}

/** Programs of a machine that has or has not what is asked for. */
function machine({ hasTorch = false, aptWorks = false, pipWorks = false, ...rest }: Machine) {
  let { aptStumbles = 0 } = rest;
  const commands: string[] = [];
  let torch = hasTorch;
  let ready = false;
  const run: CommandRunner = (command, args) => {
    const line = [command, ...args].join(' ').replaceAll(directory.path, 'DIR');
    commands.push(line);
    const works = ((): boolean => {
      if (line.includes('import torch, spandrel')) return ready;
      if (line.includes('import torch')) return torch;
      if (line.startsWith('apt-get')) {
        if (aptStumbles-- > 0) return false;
        torch ||= aptWorks && line.includes('python3-torch');
        return aptWorks;
      }
      if (line.includes('install torch')) return (ready = pipWorks);
      if (rest.onlyPathHasPip === true && line.startsWith('/usr/bin/python3 -m pip')) return false;
      if (line.includes('spandrel')) return (ready = torch);
      return true;
    })();
    return works ? Promise.resolve({ stdout: '', stderr: '' }) : Promise.reject(new Error(`${command} failed`));
  };
  return { run, commands };
}

async function prepare(about: Machine) {
  const { run, commands } = machine(about);
  const said: string[] = [];
  let python: string | undefined;
  let error: unknown;
  try {
    const { isRoot = false } = about;
    python = await preparePthEnvironment({ directory: directory.path, run, isRoot, say: (line) => said.push(line) });
  } catch (caught) {
    error = caught;
  }
  return { python, error, commands, said };
}

describe('the Python that reads .pth files', () => {
  it('is built around the PyTorch that is there, and nothing large is fetched', async () => {
    const { python, commands, said } = await prepare({ hasTorch: true, aptWorks: true, isRoot: true });

    expect(python).toBe(join(directory.path, 'venv', 'bin', 'python'));
    expect(said).toEqual([]);
    expect(commands.filter((line) => line.startsWith('apt-get') || line.includes('install torch'))).toEqual([]);
    expect(commands).toContainEqual(expect.stringMatching(/-m venv --without-pip --system-site-packages DIR\/venv$/));
    expect(commands).toContainEqual(
      expect.stringMatching(/--python DIR\/venv\/bin\/python install --no-deps spandrel==/),
    );
  });

  it('gets Debian’s PyTorch where that can be installed', async () => {
    const { python, said } = await prepare({ aptWorks: true, isRoot: true });

    expect(python).toBeDefined();
    expect(said).toEqual(['Installing PyTorch (Debian packages, 123 MB) …']);
  });

  it('tries Debian’s once more where a mirror stumbles, and no oftener', async () => {
    const once = await prepare({ aptWorks: true, isRoot: true, aptStumbles: 1 });
    expect(once.python).toBeDefined();
    expect(once.commands.some((line) => line.includes('install torch'))).toBe(false);

    const often = await prepare({ aptWorks: true, isRoot: true, aptStumbles: 2 });
    expect(String(often.error)).toContain('Debian packages: apt-get failed');
  });

  it('is filled by the other Python’s pip where its own has none', async () => {
    const { python } = await prepare({ aptWorks: true, isRoot: true, onlyPathHasPip: true });

    expect(python).toBeDefined();
  });

  it('leaves Debian alone without the right to install, and takes pip’s', async () => {
    const { python, commands, said } = await prepare({ aptWorks: true, pipWorks: true });

    expect(python).toBeDefined();
    expect(said).toEqual(['Installing PyTorch with pip (on some systems gigabytes) …']);
    expect(commands.filter((line) => line.startsWith('apt-get'))).toEqual([]);
  });

  it('that can’t be had at all is said with every way tried and what to do', async () => {
    const { error } = await prepare({ isRoot: true });

    expect(error).toMatchObject({ type: 'ModelUnavailable' });
    expect(String(error)).toMatch(
      /PyTorch of python3: .*; PyTorch of \/usr\/bin\/python3: .*; Debian packages: .*; pip: /,
    );
    expect(String(error)).toMatch(
      /Install PyTorch and torchvision for python3 .* or convert the model to ONNX elsewhere/,
    );
  });
});
