import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toolPath } from '../../support/tools.js';

const run = promisify(execFile);

interface Clip {
  readonly name: string;
  readonly frames: number;
  readonly size?: string;
  readonly rate?: string;
  readonly audio?: boolean;
  /** Further output options, before the file. */
  readonly options?: readonly string[];
}

/** A moving picture with detail, and a tone, made by ffmpeg. */
export async function makeClip(
  directory: string,
  { name, frames, size = '64x48', rate = '25', audio = true, options = [] }: Clip,
): Promise<string> {
  const path = join(directory, name);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`];
  const sound = audio ? ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100', '-c:a', 'aac', '-shortest'] : [];
  await ffmpeg([...picture, ...sound, '-frames:v', String(frames), '-pix_fmt', 'yuv420p', ...options, path]);
  return path;
}

export async function ffmpeg(args: readonly string[]): Promise<void> {
  await run(toolPath('ffmpeg'), ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args]);
}

export interface ProbedStream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly width?: number;
  readonly height?: number;
  readonly nb_read_frames?: string;
  readonly duration?: string;
}

/** What ffprobe says of a file, frames counted by decoding. */
export async function probeStreams(path: string): Promise<readonly ProbedStream[]> {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', path];
  const { stdout } = await run(toolPath('ffprobe'), args);
  return (JSON.parse(stdout) as { readonly streams: readonly ProbedStream[] }).streams;
}
