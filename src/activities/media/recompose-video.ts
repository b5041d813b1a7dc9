import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecomposeVideoInput, RecomposeVideoResult } from '../../contracts/activities.js';
import type { BatchManifest, ExtractionManifest, JobPlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Container } from '../../contracts/job-options.js';
import { checkpointKey } from '../../contracts/object-keys.js';
import { checkDeviceMemory } from '../../domain/check-device-memory.js';
import { checkLikeness } from '../../domain/check-likeness.js';
import { checkPrecision } from '../../domain/check-precision.js';
import { planBatches } from '../../domain/plan-batches.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import { createCheckpointStore } from '../checkpoint-store.js';
import { mapConcurrently } from '../map-concurrently.js';
import { requireDiskSpace } from '../require-disk-space.js';
import { sha256OfFile } from '../sha256-of-file.js';
import { together } from '../together.js';
import { withHeartbeat, type Heartbeat } from '../with-heartbeat.js';
import { withTemporaryDirectory } from '../with-temporary-directory.js';
import { checkOutput } from './check-output.js';
import { storeStills } from './store-stills.js';

export interface RecomposeVideoDeps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly pictures: PictureCodec;
  readonly workDirectory: string;
  readonly stallMs: number;
}

const READS_AT_A_TIME = 8;

const CONTENT_TYPES: Readonly<Record<Container, string>> = { mp4: 'video/mp4', mkv: 'video/x-matroska' };

/** Joins the batches, adds what came with the picture, checks the file and only then uploads it. */
export function createRecomposeVideo(deps: RecomposeVideoDeps) {
  return async ({ jobId, processedBucket: bucket }: RecomposeVideoInput): Promise<RecomposeVideoResult> =>
    withHeartbeat(deps.stallMs, async (heartbeat) => {
      const checkpoints = createCheckpointStore(deps.store, bucket, jobId);
      const [{ plan, sha256: planSha256 }, extraction, earlier] = await Promise.all([
        checkpoints.readPlan(),
        checkpoints.readExtraction(),
        checkpoints.findRecomposition(),
      ]);
      const ranges = planBatches(plan.frameCount, plan.batchFrames);
      const batches = await mapConcurrently(ranges, READS_AT_A_TIME, ({ firstFrame }) =>
        checkpoints.readBatch(firstFrame),
      );
      heartbeat.alive();
      const madeFrom = digestOf(planSha256, batches);
      if (earlier?.madeFrom === madeFrom && (await isStored(deps.store, bucket, earlier.result))) return earlier.result;

      const result = await withTemporaryDirectory(deps.workDirectory, (directory) =>
        recompose(deps, { plan, batches, extraction, bucket }, directory, heartbeat),
      );
      await checkpoints.writeRecomposition({ version: 1, madeFrom, result });
      return result;
    });
}

interface Parts {
  readonly plan: JobPlan;
  readonly batches: readonly BatchManifest[];
  readonly extraction: ExtractionManifest;
  readonly bucket: string;
}

type CheckedFile = Pick<RecomposeVideoResult, 'checks' | 'sha256' | 'sizeBytes'>;
type Stills = Pick<RecomposeVideoResult, 'posterKey' | 'comparisonKey'>;

async function recompose(
  deps: RecomposeVideoDeps,
  { plan, batches, extraction, bucket }: Parts,
  directory: string,
  heartbeat: Heartbeat,
): Promise<RecomposeVideoResult> {
  const { signal, alive, frames } = heartbeat;
  const { audioKey } = extraction;
  await requireDiskSpace(directory, diskNeed(plan, batches, extraction), 'Recomposing the video');
  const segments = await mapConcurrently(batches, READS_AT_A_TIME, (batch) =>
    fetchBatch(deps.store, bucket, batch, directory, heartbeat),
  );
  const streams = audioKey === null ? null : join(directory, 'streams');
  if (audioKey !== null && streams !== null) {
    await deps.store.download({ bucket, key: audioKey }, streams, { signal, onBytes: alive });
  }
  const output = join(directory, `output.${plan.container}`);
  const [{ checks, sha256, sizeBytes }, stills] = await together<[CheckedFile, Stills]>(
    signal,
    async (shared) => {
      await deps.media.recompose({ plan, segments, streams, output }, { signal: shared, onFrames: frames });
      const [found, digest, { size }] = await Promise.all([
        checkOutput(deps.media, plan, { output, streams }, { ...heartbeat, signal: shared }),
        sha256OfFile(output, shared),
        stat(output),
      ]);
      return { checks: found, sha256: digest, sizeBytes: size };
    },
    (shared) => storeStills(deps, plan, { bucket, segments, directory }, { ...heartbeat, signal: shared }),
  );
  const outputKey = checkpointKey(plan.jobId, `output.${plan.container}`);
  const stored = await deps.store.upload(
    output,
    { bucket, key: outputKey },
    {
      contentType: CONTENT_TYPES[plan.container],
      signal,
      onBytes: alive,
    },
  );
  return {
    outputKey,
    ...stills,
    eTag: stored.eTag,
    sizeBytes,
    sha256,
    checks: [
      ...checks,
      checkLikeness(Math.min(...batches.map(({ lowestLikenessDb }) => lowestLikenessDb))),
      ...checkPrecision(
        plan.options.precision,
        batches.flatMap(({ lowestPrecisionDb }) => lowestPrecisionDb ?? []),
      ),
      ...checkDeviceMemory(batches),
    ],
    modelSha256: [...new Set(batches.map(({ madeFrom }) => madeFrom.modelSha256))],
    devices: [...new Set(batches.map(({ device }) => device))],
    repeatedFrames: batches.reduce((sum, { repeatedFrames = 0 }) => sum + repeatedFrames, 0),
    repeatedTiles: batches.reduce((sum, { repeatedTiles = 0 }) => sum + repeatedTiles, 0),
    ...(batches.every(({ gpuSeconds }) => gpuSeconds !== undefined) && {
      gpuSeconds: batches.reduce((sum, { gpuSeconds = 0 }) => sum + gpuSeconds, 0),
    }),
  };
}

/**
 * The batches and the result made of them; the other streams, no larger than what they came in; and for the stills an
 * extracted segment and a frame of it.
 */
function diskNeed(
  { source, picture }: JobPlan,
  batches: readonly BatchManifest[],
  extraction: ExtractionManifest,
): number {
  const batchBytes = batches.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const segmentBytes = extraction.segments.reduce((most, { sizeBytes }) => Math.max(most, sizeBytes), 0);
  return 2 * batchBytes + 2 * source.sizeBytes + segmentBytes + picture.width * picture.height * 3;
}

async function fetchBatch(
  store: ObjectStore,
  bucket: string,
  { firstFrame, frameCount, key, sha256 }: BatchManifest,
  directory: string,
  { signal, alive }: Heartbeat,
): Promise<{ path: string; firstFrame: number; frameCount: number }> {
  const path = join(directory, `batch-${String(firstFrame).padStart(8, '0')}.nut`);
  await store.download({ bucket, key }, path, { signal, onBytes: alive });
  if ((await sha256OfFile(path, signal)) !== sha256) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `The stored batch from frame ${firstFrame} (${key}) is not what its manifest says: its sha256 differs.`,
    );
  }
  return { path, firstFrame, frameCount };
}

async function isStored(
  store: ObjectStore,
  bucket: string,
  { outputKey, eTag }: RecomposeVideoResult,
): Promise<boolean> {
  return (await store.head({ bucket, key: outputKey }))?.eTag === eTag;
}

function digestOf(planSha256: string, batches: readonly BatchManifest[]): string {
  return createHash('sha256')
    .update([planSha256, ...batches.map(({ sha256 }) => sha256)].join(' '))
    .digest('hex');
}
