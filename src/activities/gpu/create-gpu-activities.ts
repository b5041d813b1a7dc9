import type { GpuActivities } from '../../contracts/activities.js';
import { batchAttemptsPrefix } from '../../contracts/object-keys.js';
import { countAttempts, type CountAttemptsDeps } from '../count-attempts.js';
import { guardActivities } from '../guard-activities.js';
import { createUpscaleBatch, type UpscaleBatchDeps } from './upscale-batch.js';

/** The activities of `upreel-gpu`. */
export function createGpuActivities(deps: UpscaleBatchDeps & CountAttemptsDeps): GpuActivities {
  const upscaleBatch = countAttempts(
    deps,
    createUpscaleBatch(deps),
    ({ jobId, processedBucket: bucket, firstFrame, frameCount }) => ({
      bucket,
      prefix: batchAttemptsPrefix(jobId, firstFrame),
      name: `Upscaling frames ${firstFrame} to ${firstFrame + frameCount - 1}`,
    }),
  );
  return guardActivities<GpuActivities>({ upscaleBatch });
}
