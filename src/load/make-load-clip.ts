import { join } from 'node:path';

import { runCommand } from '../adapters/fetch/run-command.js';

export interface LoadClip {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

const CLIP = { width: 64, height: 48, frames: 8 } as const;
const FRAMES_A_SECOND = 25;

/** A clip so small that what is left is the pipeline: moving picture and sound. */
export async function makeLoadClip(ffmpeg: string, directory: string): Promise<LoadClip> {
  const path = join(directory, 'load.mp4');
  const seconds = String(CLIP.frames / FRAMES_A_SECOND);
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${CLIP.width}x${CLIP.height}:rate=${FRAMES_A_SECOND}:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  ]);
  return { path, ...CLIP };
}
