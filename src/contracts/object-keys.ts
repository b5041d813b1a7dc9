import type { VideoType } from './models.js';

/** Where uploads land; an object under either prefix starts a job. */
export const UPLOADS_PREFIX = 'uploads/';
export const SOURCE_PREFIX = 'data/src/';

export const VIDEO_EXTENSIONS: readonly string[] =
  'mp4 m4v mov mkv webm avi ts m2ts mts mpg mpeg 3gp ogv mxf wmv flv gif y4m'.split(' ');

export function uploadKey(fileName: string): string {
  return UPLOADS_PREFIX + fileName;
}

export function sourceKey(videoType: VideoType, jobId: string, fileName: string): string {
  return `${SOURCE_PREFIX}${videoType}/${jobId}/${fileName}`;
}

/** Intermediates of all jobs, in the processed bucket. */
export const JOBS_PREFIX = 'jobs/';

/** Everything of one job in the processed bucket. */
export function jobPrefix(jobId: string): string {
  return `${JOBS_PREFIX}${jobId}/`;
}

/** The job whose jobPrefix this is. */
export function jobIdOfPrefix(prefix: string): string {
  return prefix.slice(JOBS_PREFIX.length, -1);
}

export function framesPrefix(jobId: string): string {
  return `${jobPrefix(jobId)}frames/`;
}

export function processedFramesPrefix(jobId: string): string {
  return `${jobPrefix(jobId)}processed_frames/`;
}

/** `firstFrame` counts from 0. */
export function segmentName(firstFrame: number): string {
  return `segment-${String(firstFrame).padStart(8, '0')}.nut`;
}

/** `frame` counts from 0; the names count from 1, as ffmpeg's do. */
export function pngName(frame: number): string {
  return `${String(frame + 1).padStart(8, '0')}.png`;
}

export function streamsKey(jobId: string, family: 'mp4' | 'mkv'): string {
  return `${jobPrefix(jobId)}audio/streams.${family}`;
}

export function planKey(jobId: string): string {
  return `${jobPrefix(jobId)}checkpoints/plan.json`;
}

export function extractionKey(jobId: string): string {
  return `${jobPrefix(jobId)}checkpoints/extraction.json`;
}

export function batchKey(jobId: string, firstFrame: number): string {
  return `${jobPrefix(jobId)}checkpoints/batches/${String(firstFrame).padStart(8, '0')}.json`;
}

/** What a batch that begins before extraction ends is made of. */
export function draftKey(jobId: string, firstFrame: number): string {
  return `${jobPrefix(jobId)}checkpoints/drafts/${String(firstFrame).padStart(8, '0')}.json`;
}

/** Attempts at a batch, one object each. */
export function batchAttemptsPrefix(jobId: string, firstFrame: number): string {
  return batchKey(jobId, firstFrame).replace(/\.json$/, '.attempts/');
}

/** Attempts at another stage. */
export function stageAttemptsPrefix(
  jobId: string,
  stage: 'probe' | 'extraction' | 'recomposition' | 'verification',
): string {
  return checkpointKey(jobId, `${stage}.attempts/`);
}

export function recompositionKey(jobId: string): string {
  return checkpointKey(jobId, 'recomposition.json');
}

/** A result of recomposing, before it is verified and published: `output.mp4`, `poster.jpg`, … */
export function checkpointKey(jobId: string, name: string): string {
  return `${jobPrefix(jobId)}checkpoints/${name}`;
}

/** Results of all jobs, in the final bucket. */
export const FINAL_PREFIX = 'data/final/';

export function finalPrefix(jobId: string): string {
  return `${FINAL_PREFIX}${jobId}/`;
}

/** The source's name with the container's ending. */
export function finalVideoKey(jobId: string, videoName: string, container: 'mp4' | 'mkv'): string {
  return `${finalPrefix(jobId)}${videoName.replace(/\.[^.]+$/, '')}.${container}`;
}

export function reportKey(jobId: string): string {
  return `${finalPrefix(jobId)}report.json`;
}

export function posterKey(jobId: string): string {
  return `${finalPrefix(jobId)}poster.jpg`;
}

export function comparisonKey(jobId: string): string {
  return `${finalPrefix(jobId)}comparison.png`;
}
