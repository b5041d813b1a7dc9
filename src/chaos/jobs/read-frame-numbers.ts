import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { NUMBER_BAND, NUMBER_BITS } from './chaos-clips.js';

const run = promisify(execFile);

const HALF_BRIGHT = 128;

/** The numbers that the frames of a video carry, in order, one a decoded frame. @throws Error for what is no video */
export async function readFrameNumbers(ffmpeg: string, path: string): Promise<number[]> {
  const filter = `crop=iw:ih*${NUMBER_BAND}:0:0,scale=${NUMBER_BITS}:1:flags=area,format=gray`;
  const args = ['-hide_banner', '-nostdin', '-v', 'error', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough'];
  const { stdout } = await run(ffmpeg, [...args, '-vf', filter, '-f', 'rawvideo', '-'], { encoding: 'buffer' });
  return Array.from({ length: stdout.length / NUMBER_BITS }, (_, frame) =>
    stdout
      .subarray(frame * NUMBER_BITS, (frame + 1) * NUMBER_BITS)
      .reduce((sum, brightness, bit) => sum + (brightness > HALF_BRIGHT ? 2 ** bit : 0), 0),
  );
}
