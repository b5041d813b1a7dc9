import { makeClip } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from '../../long/conformance/job-rig.js';

const rig = jobRig();

it.each([
  ['small ones into longer batches', '64x48', null, 64],
  ['large ones into short batches', '320x240', null, 32],
  ['any into those that the deployment asks for', '64x48', 48, 48],
])('cuts pictures by their size: %s', async (_, size, batchFrames, expected) => {
  const clip = rig.at(`${size}-${batchFrames ?? 'own'}.mkv`);
  makeClip('-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25`, '-frames:v', '70', '-c:v', 'libx264', clip);

  const run = await rig.start(clip, { batchFrames });
  const extracted = await run.extract();

  expect(extracted).toMatchObject({ frameCount: 70, batchFrames: expected });
});
