import type { VideoFacts } from '../../contracts/estimate.js';
import type { GivenOptions } from '../../contracts/job-options.js';
import { VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { JOB_OPTION_FIELDS, readJobOptions } from './job-option-fields.js';
import { choice, parameters, positiveNumber, wholeNumber } from './parameter.js';

export interface EstimateRequest {
  readonly video: VideoFacts;
  readonly videoType: VideoType;
  readonly options: GivenOptions;
}

const MAX_SIDE = 16_384;
const MAX_FRAMES = 1_000_000_000;
const MAX_SECONDS = 30 * 86_400;
const MAX_FRAME_RATE = 1_000;

const NO_LENGTH = 'video.durationSeconds is required, or video.frames.';

const video = parameters({
  width: wholeNumber('video.width', 1, MAX_SIDE).meta({ description: 'Pixels, as the video is shown.' }),
  height: wholeNumber('video.height', 1, MAX_SIDE),
  frames: wholeNumber('video.frames', 1, MAX_FRAMES).optional(),
  durationSeconds: positiveNumber('video.durationSeconds', MAX_SECONDS).optional(),
  frameRate: positiveNumber('video.frameRate', MAX_FRAME_RATE).optional(),
  sizeBytes: wholeNumber('video.sizeBytes', 1, Number.MAX_SAFE_INTEGER).optional(),
})
  .refine(({ frames, durationSeconds }) => frames !== undefined || durationSeconds !== undefined, {
    error: NO_LENGTH,
    path: ['durationSeconds'],
  })
  .transform(({ width, height, ...rest }): VideoFacts => ({
    width,
    height,
    ...(rest.frames !== undefined && { frames: rest.frames }),
    ...(rest.durationSeconds !== undefined && { durationSeconds: rest.durationSeconds }),
    ...(rest.frameRate !== undefined && { frameRate: rest.frameRate }),
    ...(rest.sizeBytes !== undefined && { sizeBytes: rest.sizeBytes }),
  }));

/** `POST /estimate`: what a page can know of a video before it is uploaded, and the options of the job. */
export const ESTIMATE_REQUEST = parameters({
  video,
  videoType: choice('videoType', VIDEO_TYPES).default('real'),
  ...JOB_OPTION_FIELDS,
}).transform(({ video: facts, videoType, ...options }, context): EstimateRequest => ({
  video: facts,
  videoType,
  options: readJobOptions(options, context),
}));
