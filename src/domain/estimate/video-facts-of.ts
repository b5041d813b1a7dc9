import type { VideoFacts } from '../../contracts/estimate.js';
import type { SourceFacts } from '../../contracts/media.js';

/** What a probed file says of itself, as estimates take it. */
export function videoFactsOf({ video, durationSeconds }: SourceFacts, sizeBytes: number): VideoFacts {
  const turned = video.rotation === 90 || video.rotation === 270;
  const [width, height] = turned ? [video.height, video.width] : [video.width, video.height];
  return {
    width,
    height,
    sizeBytes,
    ...(durationSeconds !== null && { durationSeconds }),
    ...(video.frameRate !== null && { frameRate: video.frameRate.num / video.frameRate.den }),
  };
}
