export { upscaleVideo } from './upscale-video.js';
