import { spawnSync } from 'node:child_process';

import { loadToolPaths } from '../config/tool-paths.js';
import { planTiles } from '../domain/plan-tiles.js';

/**
 * A process of its own: of clips in which little moves, how many tiles are, halo and all, the very tiles of the frame
 * before, and what frames would then cost against whole ones. Prints a line a clip, coding and size of tiles.
 */
const SIZE = { width: 1280, height: 720 };
const FRAMES = 60;
/** Of realesr-general-x4v3: with less the result would not be bit-exact. */
const HALO = 34;
const TILE_PIXELS = [2 ** 19, 2 ** 17, 2 ** 15];
const { ffmpeg } = loadToolPaths();

const size = `${SIZE.width}x${SIZE.height}`;
const desk = `testsrc2=size=${size}:rate=25:duration=0.04,loop=-1:1:0`;
const moving = (side: number): string[] => {
  const graph = `${desk}[desk];color=red:size=${side}x${side}:rate=25[it];[desk][it]overlay=x=n*7:y=300+n*2`;
  return ['-filter_complex', graph];
};
const CLIPS: Readonly<Record<string, readonly string[]>> = {
  'screen recording (a 16-pixel cursor moves)': moving(16),
  'still camera (a 160-pixel figure moves)': moving(160),
};
const CODINGS: Readonly<Record<string, readonly string[]>> = {
  lossless: ['-qp', '0', '-preset', 'ultrafast'],
  'crf 18': ['-crf', '18'],
};

function run(args: readonly string[], input?: Buffer): Buffer {
  const child = spawnSync(ffmpeg, ['-hide_banner', '-v', 'error', ...args], { input, maxBuffer: 2 ** 31 - 1 });
  if (child.status !== 0) throw new Error(child.stderr.toString());
  return child.stdout;
}

function framesOf(clip: readonly string[], coding: readonly string[]): Buffer[] {
  const coded = run([
    ...[...clip, '-frames:v', String(FRAMES), '-pix_fmt', 'yuv420p', '-c:v', 'libx264', ...coding],
    ...['-f', 'matroska', 'pipe:1'],
  ]);
  const raw = run(['-i', 'pipe:0', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'], coded);
  const bytes = SIZE.width * SIZE.height * 3;
  return Array.from({ length: raw.length / bytes }, (_, index) => raw.subarray(index * bytes, (index + 1) * bytes));
}

for (const [name, clip] of Object.entries(CLIPS)) {
  for (const [coding, options] of Object.entries(CODINGS)) {
    const frames = framesOf(clip, options);
    for (const maxTilePixels of TILE_PIXELS) {
      const tiles = planTiles({ ...SIZE, halo: HALO, maxTilePixels });
      let [compared, unchanged, computed] = [0, 0, 0];
      for (const [index, frame] of frames.entries()) {
        const before = frames[index - 1];
        if (before === undefined) continue;
        for (const { source } of tiles) {
          const same = Array.from({ length: source.height }, (_, row) => row).every((row) => {
            const from = ((source.top + row) * SIZE.width + source.left) * 3;
            const to = from + source.width * 3;
            return frame.compare(before, from, to, from, to) === 0;
          });
          compared += 1;
          if (same) unchanged += 1;
          else computed += source.width * source.height;
        }
      }
      const cost = computed / ((frames.length - 1) * SIZE.width * SIZE.height);
      process.stdout.write(
        `${name}, ${coding}, ${tiles.length} tiles: ${((100 * unchanged) / compared).toFixed(0)} % unchanged, ` +
          `cost ${cost.toFixed(2)} of whole frames\n`,
      );
    }
  }
}
