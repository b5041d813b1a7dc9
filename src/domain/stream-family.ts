import type { StreamDecision } from '../contracts/checkpoints.js';
import type { Container } from '../contracts/job-options.js';
import { CAPABILITIES } from './container-capabilities.js';

/** Sound that MP4 files hold, and results do not: few players know it there. */
const ONLY_KEPT_IN_MP4: ReadonlySet<string> = new Set(['vorbis', 'truehd', 'mp1', 'mp2']);

const IN_QUICKTIME =
  /^(?:aac|mp[123]|ac3|eac3|alac|dts|pcm_\w+|amr_[nw]b|adpcm_ima_qt|qdm[2c]|qcelp|evrc|mace[36]|ilbc)$/;

/** Container family that the other streams are kept in between extraction and recomposition. */
export function streamFamily(format: string, streams: readonly StreamDecision[]): Container {
  return format.split(',').includes('mp4') && quickTimeFormat(streams) !== null ? 'mp4' : 'mkv';
}

/** Which of the family's two kinds of file holds all sound that is kept; null where neither does. */
export function quickTimeFormat(streams: readonly StreamDecision[]): 'mp4' | 'mov' | null {
  const sound = streams.flatMap(({ type, codec, action }) => (type === 'audio' && action !== 'drop' ? [codec] : []));
  if (sound.every((codec) => CAPABILITIES.mp4.audio.has(codec) || ONLY_KEPT_IN_MP4.has(codec))) return 'mp4';
  return sound.every((codec) => IN_QUICKTIME.test(codec)) ? 'mov' : null;
}
