import { createCheckpointStore } from '../../../src/activities/checkpoint-store.js';
import { createVerifyOutput } from '../../../src/activities/jobs/verify-output.js';
import type { RecomposeVideoResult, VerifyOutputInput, VerifyOutputResult } from '../../../src/contracts/activities.js';
import type { UpscaleVideoInput } from '../../../src/contracts/job.js';
import { checkpointKey } from '../../../src/contracts/object-keys.js';
import type { JobReport } from '../../../src/contracts/report.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { someJob } from '../../support/job.js';
import { MemoryObjectStore } from '../../support/memory-object-store.js';
import { sampleEstimateSetting } from '../../support/sample-estimate-setting.js';
import { somePlan } from '../../support/plan.js';

const PRICES = { currency: 'EUR', gpuHour: 3.6, storageGigabyteMonth: 0 };
const SECONDS = { total: 10, extract: 1, upscale: 8, recompose: 1, verify: 0 };

async function recomposed(
  store: MemoryObjectStore,
  { jobId, processedBucket: bucket }: UpscaleVideoInput,
): Promise<RecomposeVideoResult> {
  const outputKey = checkpointKey(jobId, 'output.mp4');
  const posterKey = checkpointKey(jobId, 'poster.jpg');
  const comparisonKey = checkpointKey(jobId, 'comparison.png');
  const { eTag, sizeBytes } = await store.write({ bucket, key: outputKey }, 'video', { contentType: 'video/mp4' });
  await store.write({ bucket, key: posterKey }, 'poster', { contentType: 'image/jpeg' });
  await store.write({ bucket, key: comparisonKey }, 'comparison', { contentType: 'image/png' });
  return {
    outputKey,
    posterKey,
    comparisonKey,
    eTag,
    sizeBytes,
    sha256: 'abc',
    checks: [{ check: 'frames and their times', result: 'passed', figure: '3 frames' }],
    modelSha256: ['m'],
    devices: ['cpu'],
    gpuSeconds: 12.5,
  };
}

async function verified(
  store: MemoryObjectStore,
  job: UpscaleVideoInput,
  output: RecomposeVideoResult,
): Promise<VerifyOutputResult> {
  const verifyOutput = createVerifyOutput({
    store,
    stallMs: 60_000,
    estimates: sampleEstimateSetting({ prices: PRICES }),
  });
  return activityEnvironment().run<[VerifyOutputInput], VerifyOutputResult, typeof verifyOutput>(verifyOutput, {
    job,
    output,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: SECONDS,
  });
}

test('the checked file, its pictures and the report lie under the final keys', async () => {
  const store = new MemoryObjectStore();
  const job = someJob({ videoName: 'My film.final.mov' });
  await createCheckpointStore(store, 'processed', job.jobId).writePlan(somePlan(job));
  const { finalKey, reportKey } = await verified(store, job, await recomposed(store, job));

  expect(finalKey).toBe(`data/final/${job.jobId}/My film.final.mp4`);
  expect(store.text({ bucket: 'final', key: finalKey })).toBe('video');
  expect(store.text({ bucket: 'final', key: `data/final/${job.jobId}/poster.jpg` })).toBe('poster');
  expect(store.text({ bucket: 'final', key: `data/final/${job.jobId}/comparison.png` })).toBe('comparison');
  const report = JSON.parse(store.text({ bucket: 'final', key: reportKey }) ?? '') as JobReport;
  expect(report).toMatchObject({
    jobId: job.jobId,
    videoName: 'My film.final.mov',
    model: { id: 'realesr-animevideov3', graphSha256: ['m'], devices: ['cpu'] },
    result: { key: finalKey, sha256: 'abc', frames: 3, durationSeconds: 0.12 },
    checks: [{ check: 'frames and their times' }],
    framesPerSecond: { upscale: 0.375 },
    cost: {
      estimate: { output: { width: 64, height: 48 } },
      actual: { frames: 3, gpuSeconds: 12.5, outputBytes: 5, price: { amount: 0.0125, currency: 'EUR' } },
    },
  });
});

test('a stored file other than the checked one is not published', async () => {
  const store = new MemoryObjectStore();
  const job = someJob();
  await createCheckpointStore(store, 'processed', job.jobId).writePlan(somePlan(job));
  const output = await recomposed(store, job);
  await store.write({ bucket: 'processed', key: output.outputKey }, 'other', { contentType: 'video/mp4' });

  await expect(verified(store, job, output)).rejects.toMatchObject({
    type: 'OutputMismatch',
    message: expect.stringContaining('is not the file that was checked') as string,
  });
  expect(store.keys().filter((key) => key.startsWith('final/'))).toEqual([]);
});

test('publishing again changes nothing', async () => {
  const store = new MemoryObjectStore();
  const job = someJob();
  await createCheckpointStore(store, 'processed', job.jobId).writePlan(somePlan(job));
  const output = await recomposed(store, job);
  const { finalKey } = await verified(store, job, output);
  await verified(store, job, output);

  expect(store.writes.filter((path) => path === `final/${finalKey}`)).toHaveLength(1);
});
