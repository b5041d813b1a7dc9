import type { ExtractFramesInput, ExtractFramesResult } from '../../contracts/activities.js';
import type { ExtractionManifest, JobPlan, PicturePlan } from '../../contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../../contracts/job.js';
import { canonicalOptions } from '../../contracts/job-options.js';
import { scaleOfModel } from '../../contracts/models.js';
import { planKey } from '../../contracts/object-keys.js';
import { chooseBatchFrames } from '../../domain/choose-batch-frames.js';
import { clockOrigin } from '../../domain/clock-origin.js';
import { planJob } from '../../domain/plan-job.js';
import { planPicture } from '../../domain/plan-picture.js';
import { fromZero, planPreview } from '../../domain/plan-preview.js';
import { planStreams } from '../../domain/plan-streams.js';
import type { JobSignals } from '../../ports/job-signals.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Extraction, MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import { createCheckpointStore, type CheckpointStore } from '../checkpoint-store.js';
import { requireDiskSpace } from '../require-disk-space.js';
import { together } from '../together.js';
import { withHeartbeat, type Heartbeat } from '../with-heartbeat.js';
import { withTemporaryDirectory } from '../with-temporary-directory.js';
import { extractSegments, UPLOADS_AT_A_TIME } from './extract-segments.js';
import { fetchSource } from './fetch-source.js';
import { SegmentAnnouncer } from './segment-announcer.js';
import type { ReadSourceFacts } from './source-facts.js';
import { storeStreams } from './store-streams.js';

export interface ExtractFramesDeps {
  readonly store: ObjectStore;
  readonly table: JobTable;
  readonly media: MediaTool;
  readonly readFacts: ReadSourceFacts;
  readonly pictures: PictureCodec;
  readonly workDirectory: string;
  readonly stallMs: number;
  /** Frames a batch, for jobs that have no plan yet; null: by the size of their pictures. */
  readonly batchFrames: number | null;
  readonly signals: JobSignals;
  /** Batches begin while extraction goes on: the time from one word of them to the next. null: when it has ended. */
  readonly overlapMs: number | null;
}

/** Decodes the source once: segments, time stamps, the other streams and plan.json to S3; extraction.json last. */
export function createExtractFrames(deps: ExtractFramesDeps) {
  return async ({ job }: ExtractFramesInput): Promise<ExtractFramesResult> =>
    withHeartbeat(deps.stallMs, async (heartbeat) => {
      const checkpoints = createCheckpointStore(deps.store, job.processedBucket, job.jobId);
      const [stored, manifest] = await Promise.all([checkpoints.findPlan(), checkpoints.findExtraction()]);
      const earlier = stored !== null && isPlanOf(stored.plan, job) ? stored : null;
      if (earlier !== null && manifest?.planSha256 === earlier.sha256) return result(earlier.plan, manifest);

      return withTemporaryDirectory(deps.workDirectory, async (directory) => {
        const extracted = await extract(
          deps,
          { job, earlier: earlier?.plan ?? null, checkpoints },
          directory,
          heartbeat,
        );
        const plan = await checkpoints.writePlan(extracted.plan);
        const written: ExtractionManifest = { ...extracted.manifest, version: 1, planSha256: plan.sha256 };
        await checkpoints.writeExtraction(written);
        return result(plan.plan, written);
      });
    });
}

interface Extracting {
  readonly job: UpscaleVideoInput;
  /** The plan that is there: a later attempt never plans anew. */
  readonly earlier: JobPlan | null;
  readonly checkpoints: CheckpointStore;
}

async function extract(
  deps: ExtractFramesDeps,
  { job, earlier, checkpoints }: Extracting,
  directory: string,
  heartbeat: Heartbeat,
): Promise<{ plan: JobPlan; manifest: Omit<ExtractionManifest, 'version' | 'planSha256'> }> {
  const { signal } = heartbeat;
  const work = 'Extracting the frames';
  await requireDiskSpace(directory, job.source.sizeBytes, work);
  const path = await fetchSource(deps.store, job.source, directory, heartbeat);
  const found = earlier?.facts ?? (await deps.readFacts(job.source, path, { signal }));
  const preview = planPreview(found, job.options);
  const facts = preview?.facts ?? found;
  const modelScale = scaleOfModel(job.options.model);
  const picture = earlier?.picture ?? planPicture(facts, job.options, modelScale).picture;
  const batchFrames = earlier?.batchFrames ?? deps.batchFrames ?? chooseBatchFrames(picture);
  await requireDiskSpace(directory, job.source.sizeBytes + segmentsOnDisk(picture, batchFrames), work);

  const streams = earlier?.streams ?? planStreams(facts, job.options.container).streams;
  const originMicroseconds = earlier === null ? clockOrigin(facts) : (earlier.streamsOrigin ?? 0);
  const planOf = (extraction: Extraction): JobPlan => {
    if (earlier !== null) return earlier;
    const decoded =
      preview === null ? { extraction } : { extraction: fromZero(extraction), decisions: preview.decisions };
    return planJob({ job, facts, batchFrames, modelScale, ...decoded });
  };
  const { signals, overlapMs } = deps;
  const announcer =
    overlapMs === null
      ? null
      : new SegmentAnnouncer({ checkpoints, signals, batchFrames, intervalMs: overlapMs, planOf });
  const [{ extraction, segments }, audioKey] = await together<
    [Awaited<ReturnType<typeof extractSegments>>, string | null]
  >(
    signal,
    (shared) =>
      extractSegments(
        deps,
        job,
        { path, directory, facts, picture, batchFrames, window: preview?.window, announcer },
        { ...heartbeat, signal: shared },
      ),
    (shared) =>
      storeStreams(
        deps,
        job,
        { path, directory, format: facts.format, streams, originMicroseconds },
        { ...heartbeat, signal: shared },
      ),
  );
  const plan = planOf(extraction);
  const drafts = announcer?.held(plan);
  return { plan, manifest: { frameCount: extraction.frameCount, segments, audioKey, ...(drafts && { drafts }) } };
}

/** Losslessly coded segments: being written, waiting and being uploaded, at half of their raw size. */
function segmentsOnDisk({ width, height, bitDepth }: PicturePlan, batchFrames: number): number {
  const rawFrame = width * height * 1.5 * (bitDepth / 8);
  return (2 * UPLOADS_AT_A_TIME * batchFrames * rawFrame) / 2;
}

function isPlanOf(plan: JobPlan, { source, options }: UpscaleVideoInput): boolean {
  const sameSource = plan.source.eTag === source.eTag && plan.source.versionId === source.versionId;
  return sameSource && canonicalOptions(plan.options) === canonicalOptions(options);
}

function result(
  { jobId, batchFrames }: JobPlan,
  { frameCount, audioKey, drafts }: ExtractionManifest,
): ExtractFramesResult {
  return { planKey: planKey(jobId), frameCount, batchFrames, audioKey, ...(drafts && { drafts }) };
}
