import { join } from 'node:path';

import sharp from 'sharp';

import { runCommand } from '../../../src/adapters/fetch/run-command.js';
import { composePicture } from '../../../src/cli/demo/compose-picture.js';
import { measureDetail, measureLikeness } from '../../../src/cli/demo/measure.js';
import { resize } from '../../../src/cli/demo/picture-filters.js';
import { probePicture } from '../../../src/cli/demo/probe-picture.js';
import { shrinkClip } from '../../../src/cli/demo/shrink-clip.js';
import { writeStill } from '../../../src/cli/demo/write-still.js';
import { loadToolPaths } from '../../../src/config/tool-paths.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const directory = temporaryDirectory();
const { ffmpeg, ffprobe } = loadToolPaths();
const COLOR = { matrix: 'bt709', range: 'tv' } as const;
const SIZE = { width: 192, height: 128 };
const FRAMES = 12;

/** A fractal: detail at every scale, as photographs have. */
async function makeClips() {
  const original = join(directory.path, 'original.mp4');
  await runCommand(ffmpeg, [
    ...['-v', 'error', '-f', 'lavfi', '-i', `mandelbrot=size=${SIZE.width}x${SIZE.height}:rate=25`],
    ...['-f', 'lavfi', '-i', 'sine', '-frames:v', '25', '-t', '1'],
    ...['-c:v', 'libx264', '-qp', '0', '-pix_fmt', 'yuv420p', original],
  ]);
  const small = join(directory.path, 'small.mp4');
  const size = { width: SIZE.width / 4, height: SIZE.height / 4 };
  await shrinkClip({
    ffmpeg,
    source: original,
    frames: FRAMES,
    framesPerSecond: 25,
    size,
    color: COLOR,
    output: small,
  });
  return { original, small };
}

test('a shrunk clip has its frames, its size and its colours, and measures as what it is', async () => {
  const { original, small } = await makeClips();
  expect(await probePicture(ffprobe, small)).toEqual({ size: { width: 48, height: 32 }, color: COLOR });

  const comparison = { ffmpeg, frames: FRAMES, size: SIZE, directory: directory.path };
  const truth = { path: original, filter: '' };
  const enlarged = { path: small, filter: resize(SIZE, 'bicubic', COLOR) };
  expect((await measureLikeness(truth, truth, comparison)).psnrDb).toBe(Infinity);
  const likeness = await measureLikeness(enlarged, truth, comparison);
  expect(likeness.psnrDb).toBeGreaterThan(10);
  expect(likeness.psnrDb).toBeLessThan(50);
  expect(likeness.ssim).toBeLessThan(1);
  const detail = await measureDetail(truth, comparison);
  expect(await measureDetail(enlarged, comparison)).toBeLessThan(detail / 2);
});

test('panels stand side by side, the part above the whole', async () => {
  const { original, small } = await makeClips();
  const panels = [
    { label: 'Bicubic <×4>', source: small, png: join(directory.path, 'small.png') },
    { label: 'Original', source: original, png: join(directory.path, 'original.png') },
  ];
  for (const { source, png } of panels) {
    await writeStill({ ffmpeg, source, frame: 3, size: SIZE, color: COLOR, output: png });
  }
  const output = join(directory.path, 'picture.png');
  await composePicture({ panels, frame: SIZE, crop: { left: 66, top: 44, width: 60, height: 40 }, zoom: 2, output });
  const { width, height } = await sharp(output).metadata();
  expect({ width, height }).toEqual({ width: 12 + 2 * (120 + 12), height: 40 + 80 + 12 + 80 + 12 });
  // Pixels of the part are repeated, never blended.
  const part = sharp(output).extract({ left: 12 + 132, top: 40, width: 120, height: 80 });
  const { data, info } = await part.greyscale().raw().toBuffer({ resolveWithObject: true });
  const rows = Array.from({ length: 80 }, (_, y) => [...data.subarray(y * info.width, (y + 1) * info.width)]);
  expect(new Set(data).size).toBeGreaterThan(10);
  for (const [y, row] of rows.entries()) {
    if (y % 2 === 1) expect(row).toEqual(rows[y - 1]);
    expect(row.filter((_, x) => x % 2 === 0)).toEqual(row.filter((_, x) => x % 2 === 1));
  }
});
