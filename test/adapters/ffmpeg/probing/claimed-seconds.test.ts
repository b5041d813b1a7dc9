import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { makeClip } from '../clips.js';
import { media } from '../run-job.js';

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25:d=2'];

const SOUND = ['-f', 'lavfi', '-i', 'sine=d=3'];

async function secondsOf(name: string): Promise<number | null> {
  return (await media.probe(at(name))).durationSeconds;
}

it('is the picture’s own where a subtitle lasts for days', async () => {
  writeFileSync(at('long.srt'), '1\n00:00:01,000 --> 99:00:00,000\nwithout an end\n');
  makeClip(...PICTURE, '-i', at('long.srt'), '-map', '0', '-map', '1', '-c:s', 'srt', at('clip.mkv'));
  expect(await secondsOf('clip.mkv')).toBeCloseTo(2, 2);
});

it('is the picture’s own where the sound is longer', async () => {
  makeClip(...PICTURE, ...SOUND, at('clip.mp4'));
  expect(await secondsOf('clip.mp4')).toBeCloseTo(2, 2);
});

it('is the file’s where the container says nothing of the picture', async () => {
  makeClip(...PICTURE, ...SOUND, '-ar', '44100', at('clip.flv'));
  expect(await secondsOf('clip.flv')).toBeCloseTo(3, 1);
});
