import { execFileSync } from 'node:child_process';
import { loadToolPaths } from '../../../src/config/tool-paths.js';

export const TOOLS = loadToolPaths();

/** Runs the real ffmpeg on arguments of a test's own. */
export function makeClip(...arguments_: readonly string[]): void {
  execFileSync(TOOLS.ffmpeg, ['-v', 'error', '-y', ...arguments_], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What the tests read of ffprobe's JSON. */
export interface ProbedFile {
  readonly streams: readonly Readonly<Record<string, unknown>>[];
  readonly packets: readonly { readonly pts: number; readonly dts: number; readonly data_hash?: string }[];
  readonly chapters: readonly Readonly<Record<string, unknown>>[];
  readonly format: Readonly<Record<string, unknown>>;
}

/** ffprobe's JSON of a file, by its own facts and not by Upreel's code. */
export function probeJson(path: string, ...arguments_: readonly string[]): ProbedFile {
  const output = execFileSync(TOOLS.ffprobe, ['-v', 'error', '-of', 'json', ...arguments_, path], {
    maxBuffer: 100_000_000,
  });
  return JSON.parse(output.toString()) as ProbedFile;
}

/** Presentation times of a stream's packets, sorted, as ffprobe gives them. */
export function packetTimes(path: string, stream: string): number[] {
  const { packets } = probeJson(path, '-select_streams', stream, '-show_entries', 'packet=pts');
  return packets.map(({ pts }) => pts).sort((a, b) => a - b);
}

export function streamsOf(path: string): ProbedFile['streams'] {
  return probeJson(path, '-show_streams').streams;
}
