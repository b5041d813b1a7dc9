import type { GpuActivities, MediaActivities } from '../contracts/activities.js';
import type { JobProgress } from '../contracts/progress.js';

/** An activity that runs now, and the frames its last heartbeat told. */
export interface RunningActivity {
  readonly type: string;
  readonly frames: number;
}

const EXTRACTING: keyof MediaActivities = 'extractFrames';
const UPSCALING: keyof GpuActivities = 'upscaleBatch';

/** The workflow counts frames whose activities have ended; this adds those of the activities that run. */
export function withLiveFrames(progress: JobProgress, running: readonly RunningActivity[]): JobProgress {
  const { total, extracted, processed } = progress.frames;
  const frames = (type: string): number =>
    running.filter((activity) => activity.type === type).reduce((sum, activity) => sum + activity.frames, 0);
  // A batch that ended between the two questions would be counted twice.
  const bound = total > 0 ? total : Infinity;
  return {
    ...progress,
    frames: {
      total,
      extracted: Math.max(extracted, frames(EXTRACTING)),
      processed: Math.min(bound, processed + frames(UPSCALING)),
    },
  };
}
