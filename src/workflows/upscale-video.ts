import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  defineQuery,
  isCancellation,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  ExtractFramesResult,
  GpuActivities,
  JobsActivities,
  MediaActivities,
  RecordStageInput,
} from '../contracts/activities.js';
import type { UpscaleVideoInput, UpscaleVideoResult } from '../contracts/job.js';
import type { JobProgress } from '../contracts/progress.js';
import { PROGRESS_QUERY } from '../contracts/temporal-names.js';
import { planBatches } from '../domain/plan-batches.js';
import { GPU_OPTIONS, MEDIA_OPTIONS, RECORD_OPTIONS, VERIFY_OPTIONS } from './activity-options.js';
import { CANCELLED, describeFailure } from './describe-failure.js';
import { GpuBudget } from './gpu-budget.js';
import { JobProgressTracker } from './job-progress.js';
import type { Extraction, Resumption } from './resumption.js';
import { RowMirror } from './row-mirror.js';
import { runBatches } from './run-batches.js';
import { sideBySide } from './side-by-side.js';

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
    // Whatever an outage made fail in between: who asked for a job's end is told of nothing else.
    const cancelled = CancellationScope.current().consideredCancelled || isCancellation(error);
    const failure = cancelled ? CANCELLED : describeFailure(error);
    await CancellationScope.nonCancellable(async () => {
      progress.enter('FAILED');
      await jobs.recordEnd({ job, end: { status: 'FAILED', ...failure } });
    });
    if (cancelled) throw new CancelledFailure(failure.failureReason, [], error);
    throw ApplicationFailure.create({
      type: failure.failureType,
      message: failure.failureReason,
      nonRetryable: true,
      cause: error,
    });
  }
}

async function extract(job: UpscaleVideoInput, progress: JobProgressTracker): Promise<Extraction> {
  progress.enter('INITIATED');
  // A job cancelled before it has a row would leave nothing to say so in.
  await CancellationScope.nonCancellable(() => jobs.registerJob({ job }));
  if (job.refusal !== undefined) {
    const { failureType, reason } = job.refusal;
    throw ApplicationFailure.create({ type: failureType, message: reason, nonRetryable: true });
  }
  return progress.time('extract', async () => {
    const { gpuSecondsLimit } = await probeSource({ job });
    progress.enter('EXTRACTING');
    await jobs.recordStage({ job, status: 'EXTRACTING' });
    return { ...(await extractFrames({ job })), ...(gpuSecondsLimit !== undefined && { gpuSecondsLimit }) };
  });
}

async function upscale(
  job: UpscaleVideoInput,
  progress: JobProgressTracker,
  extraction: Extraction,
  resumption: Resumption | undefined,
): Promise<void> {
  const batches = planBatches(extraction.frameCount, extraction.batchFrames);
  const mirror = new RowMirror((frames) => jobs.recordProgress({ jobId: job.jobId, frames }));
  const announce = (): Promise<void> => {
    if (resumption !== undefined) return Promise.resolve();
    const { frameCount, audioKey } = extraction;
    progress.enter('PROCESSING', { total: frameCount, extracted: frameCount });
    return announceStage({ job, status: 'PROCESSING', frames: progress.frames, audioKey });
  };
  const budget = new GpuBudget({
    budget: job.options.budget,
    limit: extraction.gpuSecondsLimit ?? null,
    used: resumption?.gpuSecondsUsed ?? 0,
  });
  progress.beginUpscaling();
  const nextBatch = await progress.time('upscale', async () => {
    const runAll = () =>
      runBatches({
        batches,
        firstBatch: resumption?.nextBatch ?? 0,
        maxInFlight: MAX_BATCHES_IN_FLIGHT,
        shouldPause: (started) => {
          const { historyLength, continueAsNewSuggested } = workflowInfo();
          return (
            budget.isUsedUp ||
            started >= MAX_BATCHES_A_RUN ||
            historyLength >= MAX_EVENTS_A_RUN ||
            continueAsNewSuggested
          );
        },
        run: async (batch) => {
          const { jobId, processedBucket } = job;
          const lastFrame = batch.firstFrame + batch.frameCount - 1;
          const { upscaleBatch } = proxyActivities<GpuActivities>({
            ...GPU_OPTIONS,
            activityId: `batch-${batch.firstFrame}`,
            summary: `frames ${batch.firstFrame}–${lastFrame}`,
          });
          const { gpuSeconds = 0 } = await upscaleBatch({ jobId, processedBucket, ...batch });
          budget.spend(gpuSeconds);
          progress.framesProcessed(batch.frameCount);
          mirror.offer(progress.frames);
        },
      });
    try {
      const [, next] = await sideBySide(announce, runAll);
      return next;
    } finally {
      await mirror.settle();
    }
  });
  if (nextBatch < batches.length) {
    budget.require();
    // The next run would not hear of it.
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure(CANCELLED.failureReason);
    const { startedAt, seconds, frames } = progress.snapshot();
    await continueAsNew(job, {
      ...pickExtraction(extraction),
      nextBatch,
      ...(extraction.gpuSecondsLimit !== undefined && { gpuSecondsUsed: budget.usedSeconds }),
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
  const [output] = await progress.time('recompose', () =>
    sideBySide(
      () => recomposeVideo({ jobId, processedBucket }),
      () => announceStage({ job, status: 'RECOMPOSING', frames: progress.frames, audioKey }),
    ),
  );
  const { finalKey, reportKey } = await progress.time('verify', () => {
    const { startedAt, seconds } = progress.snapshot();
    return verifyOutput({ job, output, startedAt, seconds });
  });
  progress.enter('COMPLETED');
  const { frames, seconds } = progress.snapshot();
  // The video is published: a cancellation comes too late.
  await CancellationScope.nonCancellable(() =>
    jobs.recordEnd({ job, end: { status: 'COMPLETED', frames, finalKey, reportKey } }),
  );
  return { jobId, finalBucket, finalKey, reportKey, frames, seconds };
}

/** Not cancelled with the stage's work: the job's end is told after it, and needs the same table and topics. */
function announceStage(stage: RecordStageInput): Promise<void> {
  return CancellationScope.nonCancellable(() => jobs.recordStage(stage));
}

function pickExtraction({ planKey, frameCount, batchFrames, audioKey, gpuSecondsLimit }: Extraction): Extraction {
  return { planKey, frameCount, batchFrames, audioKey, ...(gpuSecondsLimit !== undefined && { gpuSecondsLimit }) };
}
