import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../../adapters/fetch/run-command.js';
import type { ChaosInput } from '../log/log-entry.js';

/** Something to upload, and what should come of it. */
export interface ChaosClip extends ChaosInput {
  readonly path: string;
  readonly contentType: string;
  /** By their names on the wire. */
  readonly options: Readonly<Record<string, string>>;
  /** How often it is taken, beside the others. */
  readonly weight: number;
}

interface ClipRequest {
  readonly name: string;
  readonly frames: number;
  readonly size: string;
  readonly rate: string;
  readonly options: Readonly<Record<string, string>>;
  readonly weight: number;
}

/** Batches have 32 frames: from two to five a job, the last one short or of a single frame. */
const CLIPS: readonly ClipRequest[] = [
  { name: 'short.mp4', frames: 40, size: '64x48', rate: '25', options: {}, weight: 3 },
  { name: 'middle.mkv', frames: 70, size: '96x64', rate: '30000/1001', options: { scale: '2' }, weight: 2 },
  { name: 'odd.mp4', frames: 97, size: '80x48', rate: '24', options: { scale: '3' }, weight: 2 },
  { name: 'long.mp4', frames: 130, size: '64x64', rate: '30', options: { scale: '2' }, weight: 2 },
  {
    name: 'stills.mp4',
    frames: 35,
    size: '64x48',
    rate: '25',
    options: { 'frame-format': 'png', scale: '2' },
    weight: 1,
  },
];

/** Each frame carries its number as so many black and white fields along its upper edge. */
export const NUMBER_BITS = 8;
/** Of the picture's height. */
export const NUMBER_BAND = 1 / 6;

/** Makes every input below the directory: clips with a tone, a file that is no video, and one that does not say it is. */
export async function makeChaosClips(ffmpeg: string, directory: string): Promise<ChaosClip[]> {
  const clips = await Promise.all(CLIPS.map((clip) => makeClip(ffmpeg, directory, clip)));
  const text = (name: string) => {
    const path = join(directory, name);
    return writeFile(path, 'This is no video.\n'.repeat(200)).then(() => path);
  };
  const [broken, notes] = await Promise.all([text('broken.mp4'), text('notes.txt')]);
  const none = { frames: 0, options: {}, weight: 1 };
  return [
    ...clips,
    { ...none, name: 'broken.mp4', path: broken, contentType: 'video/mp4', expected: 'failed' },
    { ...none, name: 'notes.txt', path: notes, contentType: 'text/plain', expected: 'refused' },
  ];
}

async function makeClip(ffmpeg: string, directory: string, clip: ClipRequest): Promise<ChaosClip> {
  const { name, frames, size, rate, options, weight } = clip;
  const path = join(directory, name);
  await runCommand(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'],
    ...['-vf', numberFilter(), '-frames:v', String(frames), '-shortest'],
    ...['-c:v', 'libx264', '-crf', '12', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  ]);
  const contentType = name.endsWith('.mkv') ? 'video/x-matroska' : 'video/mp4';
  return { name, frames, options, weight, path, contentType, expected: 'completed' };
}

function numberFilter(): string {
  const band = `y=0:h=ih*${NUMBER_BAND}:t=fill`;
  const bits = Array.from({ length: NUMBER_BITS }, (_, bit) => {
    const enable = `gte(mod(n,${2 ** (bit + 1)}),${2 ** bit})`;
    return `drawbox=x=iw*${bit}/${NUMBER_BITS}:w=iw/${NUMBER_BITS}:${band}:color=white:enable='${enable}'`;
  });
  return [`drawbox=x=0:w=iw:${band}:color=black`, ...bits].join(',');
}
