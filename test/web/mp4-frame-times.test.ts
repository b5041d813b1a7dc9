import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';

import { bytesOf } from '../../web/src/media/bytes.js';
import { readMp4FrameTimes } from '../../web/src/media/mp4-frame-times.js';
import { ffmpeg, makeClip } from '../e2e/support/clips.js';
import { toolPath } from '../support/tools.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'upreel-web-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Presentation times as ffprobe reads them, the earliest first. */
function probedTimes(path: string): number[] {
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path];
  const text = execFileSync(toolPath('ffprobe'), args, { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
    .sort((one, other) => one - other);
}

/** Every third frame is shown five times as long, and the rest unevenly. */
const UNEVEN = ['-vf', "setpts='(N+4*floor(N/3)+mod(N,2)/2)/25/TB'", '-fps_mode', 'passthrough'];

test.each([
  ['even.mp4', []],
  ['uneven.mp4', UNEVEN],
  ['uneven-first.mp4', [...UNEVEN, '-movflags', '+faststart']],
  ['uneven-scale.mov', [...UNEVEN, '-video_track_timescale', '90000']],
  ['reordered.mp4', [...UNEVEN, '-c:v', 'libx264', '-bf', '3', '-g', '12']],
  ['begins-late.mp4', ['-vf', "setpts='(N+10)/25/TB'", '-fps_mode', 'passthrough']],
])('%s has the times that ffprobe reads', async (name, options) => {
  const path = await makeClip(directory, { name, frames: 24, options });
  const times = await readMp4FrameTimes(bytesOf(await openAsBlob(path)));
  const probed = probedTimes(path);
  expect(times?.starts).toHaveLength(probed.length);
  times?.starts.forEach((start, frame) => {
    expect(start).toBeCloseTo(probed[frame] ?? NaN, 4);
  });
  expect(times?.endSeconds).toBeGreaterThan(probed.at(-1) ?? NaN);
});

test('a file without such an index has none', async () => {
  const path = join(directory, 'other.mkv');
  await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=size=64x48', '-frames:v', '3', path]);
  expect(await readMp4FrameTimes(bytesOf(await openAsBlob(path)))).toBeNull();
});

test('a damaged index is null or times, never an error', async () => {
  const path = await makeClip(directory, { name: 'damaged.mp4', frames: 3 });
  const whole = new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
  const index = Buffer.from(whole).indexOf('moov');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: index, max: whole.length - 1 }), fc.nat({ max: 255 }), async (place, value) => {
      const damaged = whole.slice();
      damaged[place] = value;
      const times = await readMp4FrameTimes(bytesOf(new Blob([damaged])));
      expect(times === null || times.starts.length > 0).toBe(true);
    }),
  );
});
