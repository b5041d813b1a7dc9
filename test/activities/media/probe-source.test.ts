import { createProbeSource } from '../../../src/activities/media/probe-source.js';
import { resolveJobOptions } from '../../../src/contracts/job-options.js';
import type { ProbeSourceInput, ProbeSourceResult } from '../../../src/contracts/activities.js';
import type { SourceFacts } from '../../../src/contracts/media.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { someJob } from '../../support/job.js';
import { MemoryObjectStore } from '../../support/memory-object-store.js';
import { somePlan } from '../../support/plan.js';
import { sampleEstimateSetting } from '../../support/sample-estimate-setting.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const directory = temporaryDirectory();
const PRICES = { currency: 'EUR', gpuHour: 3600, storageGigabyteMonth: 0 };

/** 1,000 seconds of a picture of 16×12 at 25 a second take some 60 GPU seconds on one core. */
async function probed(budget: string | null, durationSeconds: number | null = 1000): Promise<ProbeSourceResult> {
  const options = resolveJobOptions(budget === null ? {} : { budget }, 'real', 'fp32');
  const job = someJob({ options });
  const plain = somePlan(job).facts;
  const facts: SourceFacts = { ...plain, durationSeconds, video: { ...plain.video, frameRate: { num: 25, den: 1 } } };
  const store = new MemoryObjectStore();
  const { eTag } = await store.write(job.source, 'video', { contentType: 'video/mp4' });
  const probeSource = createProbeSource({
    store,
    readFacts: () => Promise.resolve(facts),
    workDirectory: directory.path,
    stallMs: 60_000,
    estimates: sampleEstimateSetting({ prices: PRICES }),
  });
  return activityEnvironment().run<[ProbeSourceInput], ProbeSourceResult, typeof probeSource>(probeSource, {
    job: { ...job, source: { ...job.source, eTag } },
  });
}

it('knows no limit without a budget', async () => {
  expect(await probed(null)).not.toHaveProperty('gpuSecondsLimit');
});

it('says how long GPU workers may be busy', async () => {
  expect(await probed('500s')).toMatchObject({ gpuSecondsLimit: 500 });
  expect(await probed('400EUR')).toMatchObject({ gpuSecondsLimit: 400 });
});

it('refuses what is expected to take more, with both figures', async () => {
  await expect(probed('20s')).rejects.toMatchObject({
    type: 'OverBudget',
    message: expect.stringMatching(/would take \d+(\.\d+)? to \d+ GPU seconds; its budget of 20s is 20\./) as string,
  });
});

it('leaves it to the job where the file does not say how long it is', async () => {
  expect(await probed('20s', null)).toMatchObject({ gpuSecondsLimit: 20 });
});

it('refuses a price in another currency', async () => {
  await expect(probed('20USD')).rejects.toMatchObject({ type: 'InvalidInput' });
});
