import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

import { countMp4Frames } from '../../web/src/upload/count-mp4-frames.js';
import { makeClip } from '../e2e/support/clips.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'upreel-web-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

test.each([
  ['plain.mp4', [], 12],
  ['index-first.mp4', ['-movflags', '+faststart'], 12],
  ['quicktime.mov', [], 12],
  // Its index counts nothing.
  ['fragmented.mp4', ['-movflags', '+frag_keyframe+empty_moov'], null],
  ['matroska.mkv', [], null],
])('%s', async (name, options, frames) => {
  const path = await makeClip(directory, { name, frames: 12, options });
  expect(await countMp4Frames(await openAsBlob(path))).toBe(frames);
});

test('any other file is null, not an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      expect(await countMp4Frames(new Blob([new Uint8Array(bytes)]))).toBeNull();
    }),
  );
});

test('a damaged index is null, not an error', async () => {
  const path = await makeClip(directory, { name: 'damaged.mp4', frames: 3 });
  const whole = new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
  const index = Buffer.from(whole).indexOf('moov');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: index, max: whole.length - 1 }), fc.nat({ max: 255 }), async (place, value) => {
      const damaged = whole.slice();
      damaged[place] = value;
      const frames = await countMp4Frames(new Blob([damaged]));
      expect(frames === null || frames >= 0).toBe(true);
    }),
  );
});
