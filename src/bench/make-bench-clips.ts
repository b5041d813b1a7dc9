import { join } from 'node:path';

import { runCommand } from '../adapters/fetch/run-command.js';
import { fetchSampleClip } from '../local/sample-clip.js';

/** What the bench upscales: always the same picture size, so that figures can be compared. */
export const BENCH_SIZE = { width: 176, height: 144 } as const;
export const BENCH_FRAMES = 120;

export interface BenchClips {
  /** 120 frames. */
  readonly clip: string;
  readonly oneFrame: string;
  /** 1200 frames: the clip ten times over. */
  readonly tenfold: string;
  /** Frames of the clip as raw RGB, 8 bits a sample. */
  readonly rawFrames: string;
  /** What the picture shows. */
  readonly content: string;
}

/** Cuts the bench's clips from the sample clip; where that cannot be had, from a fractal that ffmpeg draws. */
export async function makeBenchClips(ffmpeg: string, directory: string): Promise<BenchClips> {
  const { input, content } = await source();
  const inDirectory = (name: string): string => join(directory, name);
  const clips = {
    clip: inDirectory('clip.mp4'),
    oneFrame: inDirectory('one-frame.mp4'),
    tenfold: inDirectory('tenfold.mp4'),
    rawFrames: inDirectory('clip.rgb'),
    content,
  };
  const run = (args: readonly string[]): Promise<unknown> =>
    runCommand(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args]);
  const { width, height } = BENCH_SIZE;
  await run([
    ...input,
    ...['-an', '-vf', `scale=${width}:${height}:flags=lanczos`, '-frames:v', String(BENCH_FRAMES)],
    ...['-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', clips.clip],
  ]);
  await run(['-i', clips.clip, '-frames:v', '1', '-c', 'copy', clips.oneFrame]);
  await run(['-stream_loop', '9', '-i', clips.clip, '-c', 'copy', clips.tenfold]);
  await run(['-i', clips.clip, '-f', 'rawvideo', '-pix_fmt', 'rgb24', clips.rawFrames]);
  return clips;
}

async function source(): Promise<{ input: readonly string[]; content: string }> {
  try {
    return { input: ['-i', await fetchSampleClip()], content: 'Big Buck Bunny' };
  } catch {
    return {
      input: ['-f', 'lavfi', '-i', 'mandelbrot=rate=25'],
      content: 'a fractal drawn by ffmpeg (the sample clip could not be had)',
    };
  }
}
