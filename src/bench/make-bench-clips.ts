import { join } from 'node:path';

import { runCommand } from '../adapters/fetch/run-command.js';
import { chooseBatchFrames } from '../domain/choose-batch-frames.js';
import { fetchSampleClip } from '../local/sample-clip.js';

/** What the bench upscales: always the same picture size, so that figures can be compared. */
export const BENCH_SIZE = { width: 176, height: 144 } as const;
export const BENCH_FRAMES = 120;

/** Enlarged by 4 it is a minute of 720p. */
export const RECOMPOSED_CLIP = { width: 320, height: 180, frames: 1500, framesPerSecond: 25 } as const;

/** Some 17 seconds of extraction on two cores. */
export const OVERLAP_CLIP = { width: 1280, height: 720, frames: 3_000 } as const;

/** Small pictures, since it is the length that counts. */
const MEMORY_SIZE = { width: 88, height: 72 } as const;
const MEMORY_LENGTHS = [1, 10, 50];

export interface OverlapClips {
  /** OVERLAP_CLIP. */
  readonly clip: string;
  /** Its beginning: a whole batch and one as long as the clip's last. */
  readonly short: string;
}

export interface BenchClips {
  /** 120 frames. */
  readonly clip: string;
  readonly oneFrame: string;
  /** Frames of the clip as raw RGB, 8 bits a sample. */
  readonly rawFrames: string;
  /** RECOMPOSED_CLIP. */
  readonly recomposed: string;
  /** 120 frames of a smaller picture, and ten and fifty times as many. */
  readonly lengths: readonly string[];
  /** Large, so made only when asked for. */
  readonly overlap: () => Promise<OverlapClips>;
  /** What the picture shows. */
  readonly content: string;
}

/** So many frames of the bench's content, at a size of one's own. */
export async function cutBenchClip(
  ffmpeg: string,
  about: {
    readonly size: { readonly width: number; readonly height: number };
    readonly frames: number;
    readonly path: string;
  },
): Promise<void> {
  const { size, frames, path } = about;
  const { input } = await source();
  const filter = `scale=${size.width}:${size.height}:flags=lanczos,fps=25`;
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y', ...input, '-an', '-vf', filter],
    ...['-frames:v', String(frames), '-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', path],
  ]);
}

/** Cuts the bench's clips from the sample clip; where that cannot be had, from a fractal that ffmpeg draws. */
export async function makeBenchClips(ffmpeg: string, directory: string): Promise<BenchClips> {
  const { input, content } = await source();
  const inDirectory = (name: string): string => join(directory, name);
  const clips = {
    clip: inDirectory('clip.mp4'),
    oneFrame: inDirectory('one-frame.mp4'),
    rawFrames: inDirectory('clip.rgb'),
    recomposed: inDirectory('recomposed.mp4'),
    lengths: MEMORY_LENGTHS.map((times) => inDirectory(`length-${times}.mp4`)),
    content,
  };
  const run = (args: readonly string[]): Promise<unknown> =>
    runCommand(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args]);
  const cut = (
    { width, height }: { width: number; height: number },
    frames: number,
    path: string,
    coding: readonly string[] = ['-crf', '12'],
  ): Promise<unknown> =>
    run([
      ...input,
      ...['-an', '-vf', `scale=${width}:${height}:flags=lanczos,fps=25`, '-frames:v', String(frames)],
      ...['-c:v', 'libx264', ...coding, '-pix_fmt', 'yuv420p', path],
    ]);
  const overlap = async (): Promise<OverlapClips> => {
    const made = { clip: inDirectory('overlap.mp4'), short: inDirectory('overlap-short.mp4') };
    const coding = ['-preset', 'ultrafast', '-crf', '20'];
    await cut(OVERLAP_CLIP, OVERLAP_CLIP.frames, made.clip, coding);
    const batchFrames = chooseBatchFrames(OVERLAP_CLIP);
    const last = OVERLAP_CLIP.frames % batchFrames;
    await cut(OVERLAP_CLIP, batchFrames + last, made.short, coding);
    return made;
  };
  await cut(BENCH_SIZE, BENCH_FRAMES, clips.clip);
  await run(['-i', clips.clip, '-frames:v', '1', '-c', 'copy', clips.oneFrame]);
  await run(['-i', clips.clip, '-f', 'rawvideo', '-pix_fmt', 'rgb24', clips.rawFrames]);
  await cut(RECOMPOSED_CLIP, RECOMPOSED_CLIP.frames, clips.recomposed);
  const [shortest = ''] = clips.lengths;
  await cut(MEMORY_SIZE, BENCH_FRAMES, shortest);
  for (const [index, path] of clips.lengths.entries()) {
    if (index > 0) {
      const loops = String((MEMORY_LENGTHS[index] ?? 1) - 1);
      await run(['-stream_loop', loops, '-i', shortest, '-c', 'copy', path]);
    }
  }
  return { ...clips, overlap };
}

async function source(): Promise<{ input: readonly string[]; content: string }> {
  try {
    return { input: ['-stream_loop', '-1', '-i', await fetchSampleClip()], content: 'Big Buck Bunny' };
  } catch {
    return {
      input: ['-f', 'lavfi', '-i', 'mandelbrot=rate=25'],
      content: 'a fractal drawn by ffmpeg (the sample clip could not be had)',
    };
  }
}
