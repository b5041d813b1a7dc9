import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  defineQuery,
  defineSignal,
  isCancellation,
  makeContinueAsNewFunc,
  patched,
  proxyActivities,
  setHandler,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  ExtractFramesResult,
  FrameRange,
  GpuActivities,
  JobsActivities,
  MediaActivities,
  ProbeSourceResult,
  RecordStageInput,
  UpscaleBatchResult,
} from '../contracts/activities.js';
import type { FrameCounts, UpscaleVideoInput, UpscaleVideoResult } from '../contracts/job.js';
import type { JobProgress } from '../contracts/progress.js';
import {
  MAX_BATCHES_A_RUN,
  PROGRESS_QUERY,
  SEGMENTS_READY_SIGNAL,
  type SegmentsReady,
} from '../contracts/temporal-names.js';
import { GPU_OPTIONS, MEDIA_OPTIONS, RECORD_OPTIONS, VERIFY_OPTIONS } from './activity-options.js';
import { BatchRunner } from './batch-runner.js';
import { CANCELLED, describeFailure } from './describe-failure.js';
import { GpuBudget } from './gpu-budget.js';
import { JobProgressTracker } from './job-progress.js';
import type { Extraction, Resumption } from './resumption.js';
import { RowMirror } from './row-mirror.js';
import { sideBySide } from './side-by-side.js';

const jobs = proxyActivities<JobsActivities>(RECORD_OPTIONS);
const { verifyOutput } = proxyActivities<JobsActivities>(VERIFY_OPTIONS);
const { probeSource, extractFrames, recomposeVideo } = proxyActivities<MediaActivities>(MEDIA_OPTIONS);

const continueAsNew = makeContinueAsNewFunc<typeof upscaleVideo>();

/** Enough to feed a fleet of GPUs with batches of one job; more would only lengthen other jobs' queues. */
const MAX_BATCHES_IN_FLIGHT = 64;

/** Not in the histories of 0.1.0: registering ends before probing begins, and the row says EXTRACTING before it is so. */
const STAGES_SIDE_BY_SIDE = 'stages-side-by-side';

/** Not in the histories of 0.1.0: the last batch's frames come into the row with the next stage, not by a record of their own. */
const LAST_COUNT_WITH_STAGE = 'last-count-with-stage';

/** Beside MAX_BATCHES_A_RUN; those in flight still add theirs. */
const MAX_EVENTS_A_RUN = 3_000;

/**
 * One upload from registration to publication. Every stage finds what an earlier attempt, run or reset has finished in
 * S3 and leaves it as it is. A failed job fails: its row and message say why before the workflow ends.
 */
export async function upscaleVideo(job: UpscaleVideoInput, resumption?: Resumption): Promise<UpscaleVideoResult> {
  const progress = new JobProgressTracker(job, resumption);
  setHandler(defineQuery<JobProgress>(PROGRESS_QUERY), () => progress.snapshot());
  try {
    const extraction = await makeFrames(job, progress, resumption);
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

/** Row, first message, and what the video is: refused here is what can't be done, before anything is decoded. */
async function prepare(job: UpscaleVideoInput, progress: JobProgressTracker): Promise<ProbeSourceResult> {
  progress.enter('INITIATED');
  // A job cancelled before it has a row would leave nothing to say so in.
  const register = (): Promise<void> => CancellationScope.nonCancellable(() => jobs.registerJob({ job }));
  if (job.refusal !== undefined) {
    await register();
    const { failureType, reason } = job.refusal;
    throw ApplicationFailure.create({ type: failureType, message: reason, nonRetryable: true });
  }
  const probe = (): Promise<ProbeSourceResult> => progress.time('extract', () => probeSource({ job }));
  if (patched(STAGES_SIDE_BY_SIDE)) {
    const [, probed] = await sideBySide(register, probe);
    return probed;
  }
  await register();
  return probe();
}

/** Extraction, and batches beside it as far as it has come; the stage is PROCESSING when it has ended. */
async function makeFrames(
  job: UpscaleVideoInput,
  progress: JobProgressTracker,
  resumption: Resumption | undefined,
): Promise<Extraction> {
  const { gpuSecondsLimit } = resumption ?? (await prepare(job, progress));
  const budget = new GpuBudget({
    budget: job.options.budget,
    limit: gpuSecondsLimit ?? null,
    used: resumption?.gpuSecondsUsed ?? 0,
  });
  const mirror = new RowMirror((frames) => recordFrames(job, progress, frames));
  const runner = new BatchRunner({
    maxInFlight: MAX_BATCHES_IN_FLIGHT,
    shouldPause: (started) => budget.isUsedUp || started >= MAX_BATCHES_A_RUN || isHistoryLong(),
    run: async (batch, early) => {
      const result = await upscaleOne(job, batch, early);
      budget.spend(batch.firstFrame, result);
      const { processed, total } = progress.frames;
      // There will be no result, so those in flight are cancelled too. Frames that are all upscaled are made a video of.
      if (!early && processed + batch.frameCount < total) budget.require();
      return result;
    },
    onDone: (processed) => {
      progress.atLeast({ processed });
      // How many there are is known when extraction has ended.
      const isLast = processed === progress.frames.total;
      if (!isLast || !patched(LAST_COUNT_WITH_STAGE)) mirror.offer(progress.frames);
    },
  });
  setHandler(defineSignal<[SegmentsReady]>(SEGMENTS_READY_SIGNAL), (ready) => {
    if (!progress.isExtracting) return;
    progress.atLeast({ extracted: ready.upTo });
    runner.offer(ready);
  });
  const extract = async (): Promise<Extraction> => {
    const extraction =
      resumption ??
      ({
        ...(await extractInStage(job, progress)),
        ...(gpuSecondsLimit !== undefined && { gpuSecondsLimit }),
      } satisfies Extraction);
    progress.beginUpscaling();
    const announced = resumption === undefined ? announceProcessing(job, progress, extraction) : undefined;
    runner.begin(extraction, resumption?.nextBatch ?? 0);
    await announced;
    return extraction;
  };
  try {
    const [nextBatch, extraction] = await sideBySide(() => runner.run(), extract);
    const nextFrame = nextBatch * extraction.batchFrames;
    if (nextFrame >= extraction.frameCount) return extraction;
    budget.require();
    // The next run would not hear of it.
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure(CANCELLED.failureReason);
    const { startedAt, seconds } = progress.snapshot();
    return await continueAsNew(job, {
      ...pickExtraction(extraction),
      nextBatch,
      ...(gpuSecondsLimit !== undefined && { gpuSecondsUsed: budget.usedBefore(nextFrame) }),
      framesDone: nextFrame,
      startedAt,
      seconds,
    });
  } finally {
    await mirror.settle();
    progress.endUpscaling();
  }
}

async function extractInStage(job: UpscaleVideoInput, progress: JobProgressTracker): Promise<ExtractFramesResult> {
  progress.enter('EXTRACTING');
  const record = (): Promise<void> => announceStage({ job, status: 'EXTRACTING' });
  const extract = (): Promise<ExtractFramesResult> => progress.time('extract', () => extractFrames({ job }));
  if (patched(STAGES_SIDE_BY_SIDE)) {
    // In this order: frames counted by the second are not older than the stage that the first writes.
    const [, extraction] = await sideBySide(record, extract);
    return extraction;
  }
  await progress.time('extract', () => jobs.recordStage({ job, status: 'EXTRACTING' }));
  return extract();
}

function isHistoryLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength >= MAX_EVENTS_A_RUN || continueAsNewSuggested;
}

function upscaleOne(
  { jobId, processedBucket }: UpscaleVideoInput,
  batch: FrameRange,
  early: boolean,
): Promise<UpscaleBatchResult> {
  const { firstFrame, frameCount } = batch;
  const { upscaleBatch } = proxyActivities<GpuActivities>({
    ...GPU_OPTIONS,
    activityId: `batch-${firstFrame}`,
    summary: `frames ${firstFrame}–${firstFrame + frameCount - 1}`,
  });
  return upscaleBatch({ jobId, processedBucket, ...batch, ...(early && { early }) });
}

function announceProcessing(
  job: UpscaleVideoInput,
  progress: JobProgressTracker,
  { frameCount, audioKey }: Extraction,
): Promise<void> {
  progress.enter('PROCESSING', { total: frameCount, extracted: frameCount });
  return announceStage({ job, status: 'PROCESSING', frames: progress.frames, audioKey });
}

/** While frames are extracted, extractFrames itself counts those. */
function recordFrames({ jobId }: UpscaleVideoInput, progress: JobProgressTracker, frames: FrameCounts): Promise<void> {
  if (!progress.isExtracting) return jobs.recordProgress({ jobId, frames });
  return jobs.recordProgress({ jobId, frames: { processed: frames.processed }, during: 'EXTRACTING' });
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
