import type { MediaActivities } from '../../contracts/activities.js';
import { stageAttemptsPrefix } from '../../contracts/object-keys.js';
import type { EstimateSetting } from '../../contracts/estimate.js';
import { countAttempts, type CountAttemptsDeps } from '../count-attempts.js';
import { guardActivities } from '../guard-activities.js';
import { createExtractFrames, type ExtractFramesDeps } from './extract-frames.js';
import { createProbeSource } from './probe-source.js';
import { createRecomposeVideo } from './recompose-video.js';
import { rememberSourceFacts } from './source-facts.js';

/** The activities of `upreel-media`. */
export function createMediaActivities(
  given: Omit<ExtractFramesDeps, 'readFacts'> & CountAttemptsDeps & { readonly estimates: EstimateSetting },
): MediaActivities {
  const deps = { ...given, readFacts: rememberSourceFacts(given.media) };
  return guardActivities<MediaActivities>({
    probeSource: countAttempts(deps, createProbeSource(deps), ({ job: { jobId, processedBucket: bucket } }) => ({
      bucket,
      prefix: stageAttemptsPrefix(jobId, 'probe'),
      name: 'Looking at the source',
    })),
    extractFrames: countAttempts(deps, createExtractFrames(deps), ({ job: { jobId, processedBucket: bucket } }) => ({
      bucket,
      prefix: stageAttemptsPrefix(jobId, 'extraction'),
      name: 'Extracting the frames',
    })),
    recomposeVideo: countAttempts(deps, createRecomposeVideo(deps), ({ jobId, processedBucket: bucket }) => ({
      bucket,
      prefix: stageAttemptsPrefix(jobId, 'recomposition'),
      name: 'Recomposing the video',
    })),
  });
}
