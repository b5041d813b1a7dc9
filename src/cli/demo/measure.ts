import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { detailEnergy } from './detail-energy.js';
import { type Likeness, parseLikeness } from './parse-likeness.js';
import type { PictureSize } from './picture-filters.js';

/** A video, its first `frames` frames, and the filter that brings them to the size of the comparison. */
export interface Contender {
  readonly path: string;
  readonly filter: string;
}

export interface Comparison {
  readonly ffmpeg: string;
  readonly frames: number;
  readonly size: PictureSize;
  /** For files in between; the caller removes it. */
  readonly directory: string;
}

/** Of so many frames one is looked at for detail: neighbours are almost the same. */
const DETAIL_EVERY = 10;

/** PSNR and SSIM of the brightness of all frames. */
export async function measureLikeness(
  contender: Contender,
  original: Contender,
  { ffmpeg, frames }: Comparison,
): Promise<Likeness> {
  const graph = [
    `[0:v]${brightness(contender, frames)},split[a][b]`,
    `[1:v]${brightness(original, frames)},split[c][d]`,
    '[a][c]psnr[p]',
    '[b][d]ssim[s]',
  ].join(';');
  const { stderr } = await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-i', contender.path, '-i', original.path, '-lavfi', graph],
    ...['-map', '[p]', '-f', 'null', '-', '-map', '[s]', '-f', 'null', '-'],
  ]);
  return parseLikeness(stderr);
}

/** The mean detail energy of every tenth frame. */
export async function measureDetail(contender: Contender, comparison: Comparison): Promise<number> {
  const { ffmpeg, frames, size, directory } = comparison;
  const raw = join(directory, 'brightness.raw');
  const filter = `${brightness(contender, frames)},select=not(mod(n\\,${DETAIL_EVERY}))`;
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y', '-i', contender.path, '-vf', filter],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', raw],
  ]);
  const all = await readFile(raw);
  const frameBytes = size.width * size.height;
  const energies = Array.from({ length: Math.floor(all.length / frameBytes) }, (_, index) =>
    detailEnergy({ ...size, samples: all.subarray(index * frameBytes, (index + 1) * frameBytes) }),
  );
  return energies.reduce((sum, energy) => sum + energy, 0) / energies.length;
}

/** The plane as it is stored, frame by frame: pictures are compared by their number, not their time. */
function brightness({ filter }: Contender, frames: number): string {
  return [`trim=end_frame=${frames}`, filter, 'format=yuv420p', 'extractplanes=y', 'settb=1/25', 'setpts=N']
    .filter((part) => part !== '')
    .join(',');
}
