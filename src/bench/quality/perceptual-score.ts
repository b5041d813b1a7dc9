import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { createPictureCodec } from '../../adapters/pictures/create-picture-codec.js';
import type { Frame } from '../../ports/upscaler.js';
import { pipProgram } from '../pip-program.js';

/** How alike two pictures are to an eye. */
export type PerceptualScore = (original: Frame, other: Frame) => Promise<number>;

/**
 * SSIMULACRA 2, of the pip package of that name: 100 for the same picture, 90 where no difference is seen, 70 where it is
 * hard to see, 30 for low quality; without a lower bound.
 * @throws Error when it can't be installed
 */
export async function preparePerceptualScore(say: (line: string) => void): Promise<PerceptualScore> {
  const command = await pipProgram({
    folder: 'quality',
    package: 'ssimulacra2==0.3.0',
    // The package's own spelling.
    program: 'ssymulacra2',
    onInstall: () => {
      say('Installing SSIMULACRA 2 with pip …');
    },
  });
  const pictures = createPictureCodec();
  return async (...frames) => {
    const directory = await mkdtemp(join(tmpdir(), 'upreel-perceptual-'));
    try {
      const paths = await Promise.all(
        frames.map(async (frame, index) => {
          const path = join(directory, `${index}.png`);
          await writeFile(path, await pictures.encodePng(frame, 8));
          return path;
        }),
      );
      const { stdout } = await runCommand(command, paths);
      return parsePerceptualScore(stdout);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}

/** @throws Error for anything but a number */
export function parsePerceptualScore(output: string): number {
  const score = output.trim() === '' ? Number.NaN : Number(output);
  if (!Number.isFinite(score)) throw new Error(`SSIMULACRA 2 gave no number: ${output.trim()}`);
  return score;
}
