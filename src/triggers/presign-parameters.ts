import { formatOptionMetadata, parseJobOptions } from '../contracts/job-options.js';
import { VIDEO_TYPES, type VideoType } from '../contracts/models.js';
import { VIDEO_EXTENSIONS } from '../contracts/object-keys.js';
import { hasVideoExtension, safeFileName } from '../domain/video-file-name.js';
import { ApiError, invalidParameter } from './http/api-error.js';

/** What a caller wants to upload, checked and made safe. */
export interface PresignParameters {
  readonly fileName: string;
  readonly contentType: string;
  readonly expirationSeconds: number;
  /** null: the caller named neither a video type nor an option, and gets the specification's plain key. */
  readonly videoType: VideoType | null;
  /** `upreel-*`, only options that were given. */
  readonly metadata: Readonly<Record<string, string>>;
}

const DEFAULT_EXPIRATION = 3600;
const MIN_EXPIRATION = 300;
const MAX_EXPIRATION = 604_800;

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\x21-\x7e]+)*$/;

/**
 * `fileName`, `contentType`, `expiration`, `videoType`, and the job options by their wire names; nothing else.
 * @throws ApiError 400, InvalidOptionError
 */
export function parsePresignParameters(given: Readonly<Record<string, unknown>>): PresignParameters {
  const { fileName, contentType, expiration, videoType, ...options } = given;
  const texts = Object.entries(options).map(([name, value]) => [name, optionText(name, value)] as const);
  const metadata = formatOptionMetadata(parseJobOptions(Object.fromEntries(texts)));
  const checkedType = videoType === undefined ? null : parseVideoType(videoType);
  return {
    fileName: parseFileName(fileName),
    contentType: parseContentType(contentType),
    expirationSeconds: parseExpiration(expiration),
    videoType: checkedType ?? (texts.length > 0 ? 'real' : null),
    metadata,
  };
}

function parseFileName(given: unknown): string {
  if (given === undefined || given === '') {
    const message = 'fileName is required: the name of the video, for instance "my-video.mp4".';
    throw new ApiError({ statusCode: 400, code: 'MissingParameter', message, parameter: 'fileName' });
  }
  const name = typeof given === 'string' ? safeFileName(given) : '';
  if (hasVideoExtension(name)) return name;
  throw invalidParameter('fileName', `fileName must be a name that ends in one of ${VIDEO_EXTENSIONS.join(', ')}.`);
}

function parseContentType(given: unknown): string {
  if (given === undefined) return 'application/octet-stream';
  if (typeof given === 'string' && given.length <= 255 && MEDIA_TYPE.test(given)) return given;
  throw invalidParameter('contentType', 'contentType must be a media type, for instance "video/mp4".');
}

function parseExpiration(given: unknown): number {
  if (given === undefined) return DEFAULT_EXPIRATION;
  const seconds = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (Number.isInteger(seconds) && isBetween(seconds as number, MIN_EXPIRATION, MAX_EXPIRATION)) {
    return seconds as number;
  }
  const bounds = `${MIN_EXPIRATION} to ${MAX_EXPIRATION}`;
  throw invalidParameter('expiration', `expiration must be a whole number of seconds from ${bounds}.`);
}

function parseVideoType(given: unknown): VideoType {
  const type = VIDEO_TYPES.find((known) => known === given);
  if (type !== undefined) return type;
  throw invalidParameter('videoType', `videoType must be one of ${VIDEO_TYPES.join(', ')}.`);
}

function optionText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw invalidParameter(name, `${name} must be a text or a number.`);
}

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
