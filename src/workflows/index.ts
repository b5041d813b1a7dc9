export { reconcileJobs } from './reconcile-jobs.js';
export { upscaleVideo } from './upscale-video.js';
