import type { Upscaler, UpscalerLane } from '../../ports/upscaler.js';
import { activityHistogram } from '../activity-metrics.js';

/** A lane that tells, of every frame, how long a session worked on it. */
export function measuredLane(
  upscaler: Pick<Upscaler, 'openLane' | 'device'>,
  options: Readonly<Record<'model' | 'precision', string>>,
): UpscalerLane {
  const lane = upscaler.openLane();
  const seconds = activityHistogram('modelSeconds').withTags({ ...options, device: upscaler.device });
  return {
    async upscale(frame) {
      const upscaled = await lane.upscale(frame);
      seconds.record(upscaled.seconds);
      return upscaled;
    },
    close: () => {
      lane.close();
    },
  };
}
