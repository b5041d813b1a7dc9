import type { MediaActivities } from '../../contracts/activities.js';
import { guardActivities } from '../guard-activities.js';
import { createExtractFrames, type ExtractFramesDeps } from './extract-frames.js';
import { createProbeSource } from './probe-source.js';
import { createRecomposeVideo } from './recompose-video.js';

/** The activities of `upreel-media`. */
export function createMediaActivities(deps: ExtractFramesDeps): MediaActivities {
  return guardActivities<MediaActivities>({
    probeSource: createProbeSource(deps),
    extractFrames: createExtractFrames(deps),
    recomposeVideo: createRecomposeVideo(deps),
  });
}
