import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { DEFAULT_MODEL } from '../../contracts/models.js';
import type { Say } from '../measure-speed.js';
import { preparePeer } from '../peer/prepare-peer.js';

export interface PytorchFigures {
  readonly torch: string;
  readonly framesPerSecond: number;
}

interface Pytorch {
  readonly device: 'cpu' | 'cuda';
  readonly precision: 'fp32' | 'fp16';
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly say: Say;
}

/** The same weights in PyTorch, which is installed as for the bench against a peer. */
export async function timePytorch(about: Pytorch): Promise<PytorchFigures> {
  const { device, precision, width, height, frames, say } = about;
  const model = DEFAULT_MODEL.anime;
  const { command, weights, torch } = await preparePeer(model, say);
  say(`PyTorch ${torch} on ${device} in ${precision} …\n`);
  const script = fileURLToPath(new URL('./time_pytorch.py', import.meta.url));
  const args = [script, join(weights, `${model}.pth`), ...[width, height, frames].map(String), device, precision];
  const { stdout } = await runCommand(join(dirname(command), 'python'), args);
  return { torch, framesPerSecond: 1 / Number(stdout) };
}
