import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CommandRunner } from '../../../../src/adapters/fetch/run-command.js';
import { createPthExporter } from '../../../../src/adapters/onnx/pth/create-pth-exporter.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const directory = temporaryDirectory();

/** A machine on which everything is installed, and the script does what the test says. */
function exporterWith(script: (workplace: string) => Promise<void>) {
  const run: CommandRunner = async (_, args) => {
    const [, , workplace] = args;
    if (args[0]?.endsWith('export_pth.py') === true && workplace !== undefined) await script(workplace);
    return { stdout: '', stderr: '' };
  };
  return createPthExporter({ directory: directory.path, run, isRoot: false });
}

function facts(changes: object = {}): string {
  return JSON.stringify({ architecture: 'DAT light', scale: 4, tile: 64, anySize: false, ...changes });
}

const EXPECTED = { scale: 4, tiles: { haloPx: 8, fixed: { width: 64, height: 64 } } };

describe('createPthExporter', () => {
  it('says why the weights can’t be exported', async () => {
    const exporter = exporterWith(() => Promise.reject(new Error('UnsupportedModelError')));

    await expect(exporter.export('/models/mine.pth')).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message: "/models/mine.pth can't be exported: UnsupportedModelError.",
    });
  });

  it.each([
    ['scale', facts({ scale: 2 }), /became a model of scale 2 and tile 64, where scale 4 and tile 64 belong/],
    ['tile', facts({ tile: 48 }), /became a model of scale 4 and tile 48/],
  ])('refuses weights whose %s is not the catalogue’s', async (_, text, message) => {
    const exporter = exporterWith((workplace) => writeFile(join(workplace, 'facts.json'), text));

    await expect(exporter.export('/models/mine.pth', EXPECTED)).rejects.toMatchObject({ type: 'ModelUnavailable' });
    await expect(exporter.export('/models/mine.pth', EXPECTED)).rejects.toThrow(message);
  });
});
