import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { createCheckpointStore } from '../../activities/checkpoint-store.js';
import { findBatchSource } from '../../activities/gpu/find-batch-source.js';
import { sha256OfFile } from '../../activities/sha256-of-file.js';
import type { GpuActivities } from '../../contracts/activities.js';
import type { BatchPlan } from '../../contracts/checkpoints.js';
import { processedFramesPrefix, segmentName } from '../../contracts/object-keys.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';

interface PacedDeps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly directory: string;
  readonly secondsPerFrame: number;
}

/**
 * Batches as a GPU worker on another machine would make them: by draft or plan, with segment and manifest in S3, after
 * the time that they take, and at no cost here. The picture is black.
 */
export function createPacedBatches({ store, media, directory, secondsPerFrame }: PacedDeps): GpuActivities {
  /** By number of frames: black looks the same wherever it stands. */
  const coded = new Map<number, Promise<string>>();
  const codedOnce = (plan: BatchPlan, frameCount: number): Promise<string> => {
    const there =
      coded.get(frameCount) ?? codeBlack(media, plan, frameCount, join(directory, `black-${frameCount}.nut`));
    coded.set(frameCount, there);
    return there;
  };
  return {
    upscaleBatch: async (input) => {
      const { jobId, processedBucket: bucket, firstFrame, frameCount } = input;
      const checkpoints = createCheckpointStore(store, bucket, jobId);
      const source = await findBatchSource(checkpoints, input);
      if (source === null) return { skipped: true };
      const { plan, segment, planSha256, extractionId } = source;
      const path = await codedOnce(plan, frameCount);
      await delay(frameCount * secondsPerFrame * 1000);
      const key = processedFramesPrefix(jobId) + segmentName(firstFrame);
      await store.upload(path, { bucket, key }, { contentType: 'application/octet-stream' });
      await checkpoints.writeBatch({
        version: 1,
        firstFrame,
        frameCount,
        key,
        sizeBytes: (await stat(path)).size,
        sha256: await sha256OfFile(path),
        madeFrom: { planSha256: planSha256[0], segmentSha256: segment.sha256, modelSha256: 'none' },
        device: 'stub',
        seconds: frameCount * secondsPerFrame,
        lowestLikenessDb: 100,
      });
      return { skipped: false, ...(extractionId !== undefined && { extractionId }) };
    },
  };
}

async function codeBlack(media: MediaTool, plan: BatchPlan, frameCount: number, output: string): Promise<string> {
  const width = plan.picture.width * plan.modelScale;
  const height = plan.picture.height * plan.modelScale;
  const sink = media.encode({ plan, firstFrame: 0, frameCount, output }, {});
  const data = new Uint8Array(width * height * 3);
  for (let frame = 0; frame < frameCount; frame += 1) await sink.write({ width, height, data });
  await sink.end();
  return output;
}
