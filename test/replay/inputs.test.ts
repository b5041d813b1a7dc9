import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGpuActivities } from '../../src/activities/gpu/create-gpu-activities.js';
import { createJobsActivities } from '../../src/activities/jobs/create-jobs-activities.js';
import { createMediaActivities } from '../../src/activities/media/create-media-activities.js';
import { createMediaTool } from '../../src/adapters/ffmpeg/create-media-tool.js';
import { createPictureCodec } from '../../src/adapters/pictures/create-picture-codec.js';
import type { FrameRange, GpuActivities, JobsActivities, MediaActivities } from '../../src/contracts/activities.js';
import type { UpscalerProvider } from '../../src/ports/upscaler.js';
import { makeClip, TOOLS } from '../adapters/ffmpeg/clips.js';
import { activityEnvironment } from '../support/activity-environment.js';
import { MemoryObjectStore } from '../support/memory-object-store.js';
import { nearestGraphs } from '../support/nearest-model.js';
import { recorders } from '../support/recorders.js';
import { sampleEstimateSetting } from '../support/sample-estimate-setting.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { createTestUpscalerProvider } from '../support/test-upscaler.js';

type Activities = JobsActivities & MediaActivities & GpuActivities;
/** What a release's workflow gave each activity: `npm run` never writes these, scripts/record-histories.js does. */
type Inputs = { readonly [Name in keyof Activities]: Parameters<Activities[Name]>[0] };

const FOLDER = join(import.meta.dirname, 'inputs');
/** As many as the recorded job has. */
const FRAMES = 40;

const directory = temporaryDirectory();
let upscalers: UpscalerProvider;
beforeEach(() => {
  upscalers = createTestUpscalerProvider(nearestGraphs());
});
afterEach(() => upscalers.close());

function run<I, O>(activity: (input: I) => Promise<O>, input: I): Promise<O> {
  const environment = activityEnvironment({
    workflowExecution: { workflowId: 'upscale', runId: 'run' },
    scheduledTimestampMs: 1_000,
  });
  return environment.run(activity, input);
}

test.each(readdirSync(FOLDER))(
  "today's activities do what workflows of %s ask of them",
  async (name) => {
    const inputs = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Inputs;
    const { job } = inputs.registerJob;
    const clip = join(directory.path, 'clip.mp4');
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25', '-frames:v', String(FRAMES), '-pix_fmt', 'yuv420p', clip);
    const store = new MemoryObjectStore();
    await store.upload(clip, job.source, { contentType: 'video/mp4' });
    const { recorded, table, notifier } = recorders();
    const shared = {
      store,
      table,
      notifier,
      upscalers,
      media: createMediaTool(TOOLS),
      pictures: createPictureCodec(),
      workDirectory: directory.path,
      stallMs: 60_000,
      batchFrames: 32,
      signals: { segmentsReady: () => Promise.resolve() },
      overlapMs: null,
      estimates: sampleEstimateSetting(),
      worker: 'worker',
      fleet: { workersOn: () => Promise.resolve(new Set(['gpu-1'])) },
    };
    const activities: Activities = {
      ...createJobsActivities(shared),
      ...createMediaActivities(shared),
      ...createGpuActivities(shared),
    };

    await run(activities.registerJob, inputs.registerJob);
    await run(activities.probeSource, inputs.probeSource);
    await run(activities.recordStage, inputs.recordStage);
    expect(await run(activities.extractFrames, inputs.extractFrames)).toMatchObject({ frameCount: FRAMES });
    const batch: FrameRange = inputs.upscaleBatch;
    await run(activities.upscaleBatch, inputs.upscaleBatch);
    const rest = { firstFrame: batch.frameCount, frameCount: FRAMES - batch.frameCount };
    await run(activities.upscaleBatch, { ...inputs.upscaleBatch, ...rest });
    const made = await run(activities.recomposeVideo, inputs.recomposeVideo);
    // The file that the recording pretended is not the one of this run; all else is as it was given then.
    expect(made.gpuSeconds).toBeGreaterThan(0);
    const { outputKey, posterKey, comparisonKey, eTag, sizeBytes, sha256 } = made;
    const output = { ...inputs.verifyOutput.output, outputKey, posterKey, comparisonKey, eTag, sizeBytes, sha256 };
    const { finalKey } = await run(activities.verifyOutput, { ...inputs.verifyOutput, output });
    await run(activities.recordEnd, inputs.recordEnd);

    expect(finalKey).toBe(`data/final/${job.jobId}/clip.mp4`);
    expect(recorded.at(-1)).toMatchObject({ topic: 'completion', message: { status: 'COMPLETED' } });
    expect(Object.keys(inputs).sort()).toEqual(
      expect.arrayContaining(['extractFrames', 'probeSource', 'recomposeVideo', 'upscaleBatch', 'verifyOutput']),
    );
  },
  60_000,
);
