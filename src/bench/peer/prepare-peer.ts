import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { createModelStore } from '../../adapters/onnx/model-store.js';
import { cacheDirectory } from '../../config/cache-directory.js';
import type { CatalogueModelId } from '../../contracts/models.js';
import type { Say } from '../measure-speed.js';
import { pipProgram } from '../pip-program.js';

/** What Upreel is timed against: the same network on PyTorch, frames streamed from ffmpeg to ffmpeg as here. */
export const PEER = 'framelift-video 2.1.0';
const PACKAGE = 'framelift-video==2.1.0';

export interface Peer {
  /** Its command. */
  readonly command: string;
  /** Folder with the weights, in its form. */
  readonly weights: string;
  readonly torch: string;
}

/** Installs it, with PyTorch, in a virtual environment under the cache, and gives it the weights that Upreel runs. */
export async function preparePeer(model: CatalogueModelId, say: Say): Promise<Peer> {
  const directory = join(cacheDirectory(), 'peer');
  const command = await pipProgram({
    folder: 'peer',
    package: PACKAGE,
    program: 'framelift',
    onInstall: () => {
      say(`Installing ${PEER} with PyTorch (gigabytes on Linux) …\n`);
    },
  });
  const python = join(dirname(command), 'python');
  const models = join(cacheDirectory(), 'models');
  await createModelStore({ directory: models }).pull(model);
  const weights = join(directory, 'weights');
  await mkdir(weights, { recursive: true });
  const script = fileURLToPath(new URL('./convert_weights.py', import.meta.url));
  const source = join(models, model, `${model}.bin`);
  await runCommand(python, [script, source, join(weights, `${model}.pth`)]);
  const { stdout: torch } = await runCommand(python, ['-c', 'import torch; print(torch.__version__)']);
  return { command, weights, torch: torch.trim() };
}
