import { createHash } from 'node:crypto';
import type { BatchManifest } from '../../../src/contracts/checkpoints.js';
import { batchKey, planKey } from '../../../src/contracts/object-keys.js';
import { makeClip } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from '../../long/conformance/job-rig.js';

const rig = jobRig();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a batch whose manifest names the whole plan, as releases before wrote it, is not made again', async () => {
  const path = rig.at('clip.mkv');
  makeClip('-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25', '-frames:v', '8', '-c:v', 'libx264', path);
  const run = await rig.start(path);
  await run.extract();
  const batch = { firstFrame: 0, frameCount: 8 };
  expect(await run.upscaleBatch(batch)).toMatchObject({ skipped: false });

  const bucket = run.job.processedBucket;
  const at = { bucket, key: batchKey(run.job.jobId, 0) };
  const manifest = JSON.parse(run.store.text(at) ?? '') as BatchManifest;
  const planSha256 = sha256(run.store.text({ bucket, key: planKey(run.job.jobId) }) ?? '');
  const { segmentSha256, modelSha256 } = manifest.madeFrom;
  const madeFrom = { planSha256, segmentSha256, modelSha256 };
  const write = (names: string) =>
    run.store.write(at, JSON.stringify({ ...manifest, madeFrom }), {
      contentType: 'application/json',
      metadata: { 'upreel-made-from': sha256(names) },
    });
  await write([planSha256, segmentSha256, modelSha256].join(' '));
  expect(await run.upscaleBatch(batch)).toMatchObject({ skipped: true });
  await write([planSha256, segmentSha256, 'another model'].join(' '));
  expect(await run.upscaleBatch(batch)).toMatchObject({ skipped: false });
});
