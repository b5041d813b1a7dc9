import { join } from 'node:path';
import { createMediaTool } from '../../../../src/adapters/ffmpeg/create-media-tool.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { makeClip, TOOLS } from '../clips.js';

const directory = temporaryDirectory();
const media = createMediaTool(TOOLS);

async function measured(...arguments_: readonly string[]): Promise<string | null> {
  const path = join(directory.path, 'clip.mkv');
  makeClip(...arguments_, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', path);
  return (await media.probe(path)).video.measuredFields;
}

/** A picture that moves as a camera pans: everything, sideways. */
function panning(size: string, rate: number): readonly string[] {
  const pan = `mandelbrot=size=${size}:rate=${rate}:start_scale=0.5:maxiter=200,scroll=horizontal=0.01`;
  return ['-f', 'lavfi', '-t', '1.5', '-i', pan];
}

test.each(['tff', 'bff'])('combs of %s fields are found though no flag says so', async (order) => {
  const mode = order === 'tff' ? 'interleave_top' : 'interleave_bottom';
  expect(await measured(...panning('720x576', 50), '-vf', `tinterlace=${mode},setfield=prog`)).toBe('interlaced');
});

test('whole frames of the same size are progressive', async () => {
  expect(await measured(...panning('720x576', 25))).toBe('progressive');
});

test('a size that is never interlaced is not measured', async () => {
  expect(await measured(...panning('320x240', 25))).toBeNull();
});

test('a clip too short to say says nothing', async () => {
  expect(await measured(...panning('720x480', 30), '-frames:v', '3')).toBeNull();
});
