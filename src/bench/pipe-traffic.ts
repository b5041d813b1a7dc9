import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { loadToolPaths } from '../config/tool-paths.js';

/**
 * A process of its own: what 4K frames cost around a model that costs nothing, each step by itself. Prints frames a second.
 * Argument: frames a step (48 unless said otherwise).
 */
const FRAMES = Number(process.argv[2] ?? 48);
const SMALL = { width: 960, height: 540 };
const LARGE = { width: 3_840, height: 2_160 };

const COLORS = 'in_color_matrix=bt709:out_color_matrix=bt709:in_range=pc:out_range=tv';
const CONVERT = ['-vf', `scale=${COLORS},format=yuv420p`];
const { ffmpeg } = loadToolPaths();

/** Seconds of ffmpeg with so many raw frames at its standard input; what it writes is read and dropped. */
async function time(input: readonly string[], output: readonly string[], frameBytes: number): Promise<number> {
  const began = performance.now();
  const quiet = ['-hide_banner', '-nostdin', '-v', 'error'];
  const child = spawn(ffmpeg, [...quiet, ...input, ...output, 'pipe:1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  child.stdout.resume();
  child.stdin.on('error', () => undefined);
  const frame = Buffer.from(Uint8Array.from({ length: frameBytes }, (_, index) => (index * 7_919) >> 8));
  for (let index = 0; index < FRAMES && frameBytes > 0; index++) {
    if (!child.stdin.write(frame)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  await closed;
  return (performance.now() - began) / 1000;
}

const sizeOf = ({ width, height }: typeof LARGE): string => `${width}x${height}`;
const rgbOf = ({ width, height }: typeof LARGE): number => width * height * 3;
const raw = (size: typeof LARGE): string[] => [
  '-f',
  'rawvideo',
  '-pix_fmt',
  'rgb24',
  '-s',
  sizeOf(size),
  '-i',
  'pipe:0',
];
const drawn = ['-f', 'lavfi', '-i', `testsrc2=size=${sizeOf(SMALL)}:rate=25`, '-frames:v', String(FRAMES)];

const steps: Readonly<Record<string, () => Promise<number>>> = {
  'source 960×540 drawn, converted to RGB and read': () => time(drawn, ['-pix_fmt', 'rgb24', '-f', 'rawvideo'], 0),
  'RGB 3840×2160 written into a pipe, not looked at': () =>
    time(raw(LARGE), ['-c', 'copy', '-f', 'null'], rgbOf(LARGE)),
  'the same, converted to 4:2:0': () => time(raw(LARGE), [...CONVERT, '-f', 'null'], rgbOf(LARGE)),
  'the same, coded with x264 veryfast': () =>
    time(
      raw(LARGE),
      [...CONVERT, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-threads', '2', '-f', 'null'],
      rgbOf(LARGE),
    ),
};
for (const [name, run] of Object.entries(steps)) {
  process.stdout.write(`${(FRAMES / (await run())).toFixed(1).padStart(7)}  ${name}\n`);
}
