import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  isCancellation,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { ExtractFramesResult, GpuActivities, JobsActivities, MediaActivities } from '../contracts/activities.js';
import type { UpscaleVideoInput, UpscaleVideoResult } from '../contracts/job.js';
import type { JobProgress } from '../contracts/progress.js';
import { PROGRESS_QUERY } from '../contracts/temporal-names.js';
import { planBatches } from '../domain/plan-batches.js';
import { GPU_OPTIONS, MEDIA_OPTIONS, RECORD_OPTIONS, VERIFY_OPTIONS } from './activity-options.js';
import { describeFailure } from './describe-failure.js';
import { JobProgressTracker } from './job-progress.js';
import type { Resumption } from './resumption.js';
import { RowMirror } from './row-mirror.js';
import { runBatches } from './run-batches.js';

const jobs = proxyActivities<JobsActivities>(RECORD_OPTIONS);
const { verifyOutput } = proxyActivities<JobsActivities>(VERIFY_OPTIONS);
const { probeSource, extractFrames, recomposeVideo } = proxyActivities<MediaActivities>(MEDIA_OPTIONS);

const continueAsNew = makeContinueAsNewFunc<typeof upscaleVideo>();

/** Enough to feed a fleet of GPUs with batches of one job; more would only lengthen other jobs' queues. */
const MAX_BATCHES_IN_FLIGHT = 64;

/** A run ends well before the 4,096 events at which Temporal itself asks for it: those in flight still add theirs. */
const MAX_BATCHES_A_RUN = 500;
const MAX_EVENTS_A_RUN = 3_000;

/**
 * One upload from registration to publication. Every stage finds what an earlier attempt, run or reset has finished in
 * S3 and leaves it as it is. A failed job fails: its row and message say why before the workflow ends.
 */
export async function upscaleVideo(job: UpscaleVideoInput, resumption?: Resumption): Promise<UpscaleVideoResult> {
  const progress = new JobProgressTracker(job, resumption);
  setHandler(defineQuery<JobProgress>(PROGRESS_QUERY), () => progress.snapshot());
  try {
    const extraction = resumption ?? (await extract(job, progress));
    await upscale(job, progress, extraction, resumption);
    return await publish(job, progress, extraction);
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    const failure = describeFailure(error);
    await CancellationScope.nonCancellable(async () => {
      progress.enter('FAILED');
      await jobs.recordEnd({ job, end: { status: 'FAILED', ...failure } });
    });
    if (isCancellation(error)) throw error;
    throw ApplicationFailure.create({
      type: failure.failureType,
      message: failure.failureReason,
      nonRetryable: true,
      cause: error,
    });
  }
}

async function extract(job: UpscaleVideoInput, progress: JobProgressTracker): Promise<ExtractFramesResult> {
  progress.enter('INITIATED');
  // A job cancelled before it has a row would leave nothing to say so in.
  await CancellationScope.nonCancellable(() => jobs.registerJob({ job }));
  if (job.refusal !== undefined) {
    const { failureType, reason } = job.refusal;
    throw ApplicationFailure.create({ type: failureType, message: reason, nonRetryable: true });
  }
  return progress.time('extract', async () => {
    await probeSource({ job });
    progress.enter('EXTRACTING');
    await jobs.recordStage({ job, status: 'EXTRACTING' });
    return extractFrames({ job });
  });
}

async function upscale(
  job: UpscaleVideoInput,
  progress: JobProgressTracker,
  extraction: ExtractFramesResult,
  resumption: Resumption | undefined,
): Promise<void> {
  const batches = planBatches(extraction.frameCount, extraction.batchFrames);
  const mirror = new RowMirror((frames) => jobs.recordProgress({ jobId: job.jobId, frames }));
  const announce = async (): Promise<void> => {
    const { frameCount, audioKey } = extraction;
    progress.enter('PROCESSING', { total: frameCount, extracted: frameCount });
    await jobs.recordStage({ job, status: 'PROCESSING', frames: progress.frames, audioKey });
  };
  progress.beginUpscaling();
  const nextBatch = await progress.time('upscale', async () => {
    const announced = resumption === undefined ? announce() : Promise.resolve();
    const upscaled = runBatches({
      batches,
      firstBatch: resumption?.nextBatch ?? 0,
      maxInFlight: MAX_BATCHES_IN_FLIGHT,
      shouldPause: (started) => {
        const { historyLength, continueAsNewSuggested } = workflowInfo();
        return started >= MAX_BATCHES_A_RUN || historyLength >= MAX_EVENTS_A_RUN || continueAsNewSuggested;
      },
      run: async (batch) => {
        const { jobId, processedBucket } = job;
        const lastFrame = batch.firstFrame + batch.frameCount - 1;
        const { upscaleBatch } = proxyActivities<GpuActivities>({
          ...GPU_OPTIONS,
          activityId: `batch-${batch.firstFrame}`,
          summary: `frames ${batch.firstFrame}–${lastFrame}`,
        });
        await upscaleBatch({ jobId, processedBucket, ...batch });
        progress.framesProcessed(batch.frameCount);
        mirror.offer(progress.frames);
      },
    });
    const [next] = await Promise.all([upscaled, announced]);
    await mirror.settle();
    return next;
  });
  if (nextBatch < batches.length) {
    const { startedAt, seconds, frames } = progress.snapshot();
    await continueAsNew(job, {
      ...pickExtraction(extraction),
      nextBatch,
      framesDone: frames.processed,
      startedAt,
      seconds,
    });
  }
}

async function publish(
  job: UpscaleVideoInput,
  progress: JobProgressTracker,
  { audioKey }: ExtractFramesResult,
): Promise<UpscaleVideoResult> {
  const { jobId, processedBucket, finalBucket } = job;
  progress.enter('RECOMPOSING');
  const announce = () => jobs.recordStage({ job, status: 'RECOMPOSING', frames: progress.frames, audioKey });
  const [output] = await progress.time('recompose', () =>
    Promise.all([recomposeVideo({ jobId, processedBucket }), announce()]),
  );
  const { finalKey, reportKey } = await progress.time('verify', () => {
    const { startedAt, seconds } = progress.snapshot();
    return verifyOutput({ job, output, startedAt, seconds });
  });
  progress.enter('COMPLETED');
  const { frames, seconds } = progress.snapshot();
  await jobs.recordEnd({ job, end: { status: 'COMPLETED', frames, finalKey, reportKey } });
  return { jobId, finalBucket, finalKey, reportKey, frames, seconds };
}

function pickExtraction({ planKey, frameCount, batchFrames, audioKey }: ExtractFramesResult): ExtractFramesResult {
  return { planKey, frameCount, batchFrames, audioKey };
}
