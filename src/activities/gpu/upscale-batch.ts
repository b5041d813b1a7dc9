import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameRange, UpscaleBatchInput, UpscaleBatchResult } from '../../contracts/activities.js';
import type { BatchManifest, BatchPlan, SegmentEntry } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { processedFramesPrefix, segmentName } from '../../contracts/object-keys.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import type { Frame, Upscaler, UpscalerProvider } from '../../ports/upscaler.js';
import { createCheckpointStore } from '../checkpoint-store.js';
import { requireDiskSpace } from '../require-disk-space.js';
import { sha256OfFile } from '../sha256-of-file.js';
import { withHeartbeat, type Heartbeat } from '../with-heartbeat.js';
import { withTemporaryDirectory } from '../with-temporary-directory.js';
import { createBusyMeter } from './busy-meter.js';
import { findBatchSource } from './find-batch-source.js';
import { checkSegment, EXTRACTED_SEGMENT } from './check-segment.js';
import { requireEncoder } from './require-encoder.js';
import { FrameWatch } from './frame-watch.js';
import { alsoAsFiles, readFrameFiles } from './frame-files.js';
import { measuredLane } from './measured-lane.js';
import { RepeatingLane } from './repeating-lane.js';
import { type UpscaledStream, upscaleFrames } from './upscale-frames.js';

export interface UpscaleBatchDeps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly pictures: PictureCodec;
  readonly upscalers: UpscalerProvider;
  readonly workDirectory: string;
  readonly stallMs: number;
}

/** Beside those the model works on: one being decoded, one being encoded. */
const FRAMES_AROUND_THE_MODEL = 2;

/** Decodes, upscales and codes one batch, all three at once, and leaves its segment and manifest in S3. */
export function createUpscaleBatch(deps: UpscaleBatchDeps) {
  const meter = createBusyMeter();
  return async (input: UpscaleBatchInput): Promise<UpscaleBatchResult> => {
    const { jobId, processedBucket: bucket, firstFrame, frameCount } = input;
    const range = { firstFrame, frameCount };
    return withHeartbeat(deps.stallMs, async (heartbeat) => {
      const checkpoints = createCheckpointStore(deps.store, bucket, jobId);
      const source = await findBatchSource(checkpoints, input);
      if (source === null) return { skipped: true };
      const { plan, segment, planSha256 } = source;
      const from = source.extractionId === undefined ? {} : { extractionId: source.extractionId };
      const { model, precision } = plan.options;
      const upscaler = await deps.upscalers.load({ model, precision, bitDepth: plan.picture.bitDepth });
      heartbeat.alive();
      const inputs = { segmentSha256: segment.sha256, modelSha256: upscaler.modelSha256 };
      const equals = planSha256.map((sha256) => ({ planSha256: sha256, ...inputs }));
      if (await checkpoints.isBatchMadeFrom(firstFrame, equals)) {
        const { gpuSeconds } = await checkpoints.readBatch(firstFrame);
        return { skipped: true, ...from, ...(gpuSeconds !== undefined && { gpuSeconds }) };
      }

      await requireEncoder(deps.media, plan.options);
      const startedMs = Date.now();
      const busySeconds = meter.begin();
      const batch: Batch = { plan, range, bucket, segment };
      const made = await withTemporaryDirectory(deps.workDirectory, async (directory) => {
        await requireDiskSpace(directory, diskNeed(plan, range, segment.sizeBytes), 'A batch');
        const output = join(directory, 'upscaled.nut');
        const watch = new FrameWatch();
        const measured = await makeSegment(deps, batch, { upscaler, watch, directory, output }, heartbeat);
        await checkSegment(deps.media, { plan, range, watch, directory, output }, heartbeat);
        const key = processedFramesPrefix(jobId) + segmentName(firstFrame);
        const [sha256, { size }] = await Promise.all([sha256OfFile(output, heartbeat.signal), stat(output)]);
        await deps.store.upload(
          output,
          { bucket, key },
          {
            contentType: 'application/octet-stream',
            signal: heartbeat.signal,
            onBytes: heartbeat.alive,
          },
        );
        return { key, sha256, sizeBytes: size, ...measured };
      }).finally(busySeconds);
      const gpuSeconds = busySeconds();
      await checkpoints.writeBatch({
        version: 1,
        ...range,
        ...made,
        madeFrom: { planSha256: planSha256[0], ...inputs },
        device: upscaler.device,
        seconds: (Date.now() - startedMs) / 1000,
        gpuSeconds,
      });
      return { skipped: false, ...from, gpuSeconds };
    });
  };
}

/** Two bits of coded picture a pixel is more than any ordinary picture takes. */
const CODED_BYTES_PER_PIXEL = 0.25;

function diskNeed({ picture }: BatchPlan, { frameCount }: FrameRange, segmentBytes: number): number {
  return segmentBytes + picture.outputWidth * picture.outputHeight * frameCount * CODED_BYTES_PER_PIXEL;
}

interface Batch {
  readonly plan: BatchPlan;
  readonly range: FrameRange;
  readonly bucket: string;
  readonly segment: SegmentEntry;
}

interface Making {
  readonly upscaler: Upscaler;
  readonly watch: FrameWatch;
  readonly directory: string;
  readonly output: string;
}

/** Resolves with what was measured of the frames. */
async function makeSegment(
  deps: UpscaleBatchDeps,
  { plan, range, bucket, segment }: Batch,
  { upscaler, watch, directory, output }: Making,
  { signal, alive, frames }: Heartbeat,
): Promise<Omit<UpscaledStream, 'frameCount'> & Pick<BatchManifest, 'repeatedFrames' | 'repeatedTiles'>> {
  const files =
    plan.options.frameFormat === 'png' ? { store: deps.store, pictures: deps.pictures, bucket, plan } : null;
  const source: AsyncIterable<Frame> =
    files === null
      ? deps.media.decode(await fetchSegment(deps.store, bucket, segment, directory, { signal, alive }), plan.picture, {
          signal,
        })
      : readFrameFiles(files, range);
  const coded = deps.media.encode({ plan, ...range, output }, { signal });
  const sink = files === null ? coded : alsoAsFiles(coded, files, range.firstFrame);
  const { model, precision } = plan.options;
  const lane = new RepeatingLane(measuredLane(upscaler, { model, precision }));
  try {
    const { frameCount, ...measured } = await upscaleFrames({
      frames: watch.source(source),
      lane,
      sink: watch.sink(sink),
      maxInFlight: upscaler.concurrency(plan.picture) + FRAMES_AROUND_THE_MODEL,
      firstFrame: range.firstFrame,
      onFrames: frames,
      signal,
    });
    if (frameCount !== range.frameCount) {
      throw new UpreelError(
        FailureType.OutputMismatch,
        `The batch from frame ${range.firstFrame} decoded to ${frameCount} frames instead of ${range.frameCount}.`,
      );
    }
    await sink.end();
    const { repeatedFrames, repeatedTiles } = lane;
    return {
      ...measured,
      ...(repeatedFrames > 0 && { repeatedFrames }),
      ...(repeatedTiles > 0 && { repeatedTiles }),
    };
  } catch (error) {
    await sink.abort();
    throw error;
  } finally {
    lane.close();
  }
}

async function fetchSegment(
  store: ObjectStore,
  bucket: string,
  { key, firstFrame, sha256 }: SegmentEntry,
  directory: string,
  { signal, alive }: Pick<Heartbeat, 'signal' | 'alive'>,
): Promise<string> {
  const path = join(directory, EXTRACTED_SEGMENT);
  await store.download({ bucket, key }, path, { signal, onBytes: alive });
  if ((await sha256OfFile(path, signal)) !== sha256) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `The extracted segment from frame ${firstFrame} (${key}) is not what its manifest says: its sha256 differs.`,
    );
  }
  return path;
}
