import { SOURCE_PREFIX, UPLOADS_PREFIX } from '../contracts/object-keys.js';
import { VIDEO_TYPES, type VideoType } from '../contracts/models.js';

/** What the key of an upload says. */
export interface UploadLocation {
  readonly videoName: string;
  readonly videoType: VideoType;
  /** Lower case; null where the key fixes none. */
  readonly jobId: string | null;
  /** What is wrong with a key below `data/src/`; null when nothing is. */
  readonly problem: string | null;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

const LAYOUT = `${SOURCE_PREFIX}<${VIDEO_TYPES.join('|')}>/<uuid>/<file>`;

/** null for what starts no job: keys outside the two prefixes, and folder markers. */
export function parseUploadKey(key: string): UploadLocation | null {
  const videoName = key.split('/').at(-1) ?? '';
  if (videoName === '') return null;
  if (key.startsWith(UPLOADS_PREFIX)) return { videoName, videoType: 'real', jobId: null, problem: null };
  if (!key.startsWith(SOURCE_PREFIX)) return null;
  const parts = key.slice(SOURCE_PREFIX.length).split('/');
  const videoType = VIDEO_TYPES.find((type) => type === parts[0]);
  const jobId = (parts[1] ?? '').toLowerCase();
  if (parts.length === 3 && videoType !== undefined && UUID.test(jobId)) {
    return { videoName, videoType, jobId, problem: null };
  }
  return { videoName, videoType: videoType ?? 'real', jobId: null, problem: `The key "${key}" is not ${LAYOUT}.` };
}
