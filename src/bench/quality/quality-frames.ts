import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import type { Frame } from '../../ports/upscaler.js';
import type { QualityClip } from './quality-clips.js';

const QUIET = ['-hide_banner', '-nostdin', '-v', 'error', '-y'];

interface Raw {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** The middle of the clip's chosen frames, in a raw file of rgb24. */
export async function cutFrames(ffmpeg: string, clip: QualityClip, directory: string): Promise<Raw> {
  const { width, height } = clip;
  const path = join(directory, 'original.rgb');
  const chosen = clip.frames.map((frame) => `eq(n\\,${frame})`).join('+');
  await runCommand(ffmpeg, [
    ...[...QUIET, '-i', clip.path, '-vf', `select=${chosen},crop=${width}:${height}`, '-fps_mode', 'passthrough'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', path],
  ]);
  return { path, width, height };
}

/** Resamples raw frames, as every comparison of this kind does for shrinking, or as a contender that is no model. */
export async function resample(ffmpeg: string, from: Raw, to: Raw, method: 'bicubic' | 'lanczos'): Promise<Raw> {
  await runCommand(ffmpeg, [
    ...[...QUIET, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${from.width}x${from.height}`, '-i', from.path],
    ...['-vf', `scale=${to.width}:${to.height}:flags=${method}+accurate_rnd+full_chroma_int`],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', to.path],
  ]);
  return to;
}

export async function readFrames({ path, width, height }: Raw): Promise<Frame[]> {
  const bytes = await readFile(path);
  const frameBytes = width * height * 3;
  return Array.from({ length: bytes.length / frameBytes }, (_, index) => ({
    width,
    height,
    data: new Uint8Array(bytes.subarray(index * frameBytes, (index + 1) * frameBytes)),
  }));
}
