import type { GpuActivities } from '../../contracts/activities.js';
import { guardActivities } from '../guard-activities.js';
import { createUpscaleBatch, type UpscaleBatchDeps } from './upscale-batch.js';

/** The activities of `upreel-gpu`. */
export function createGpuActivities(deps: UpscaleBatchDeps): GpuActivities {
  return guardActivities<GpuActivities>({ upscaleBatch: createUpscaleBatch(deps) });
}
