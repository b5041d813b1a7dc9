import { z } from 'zod';

import { formatOptionMetadata } from '../../contracts/job-options.js';
import { VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { VIDEO_EXTENSIONS } from '../../contracts/object-keys.js';
import { hasVideoExtension, safeFileName } from '../../domain/video-file-name.js';
import { JOB_OPTION_FIELDS, readJobOptions } from './job-option-fields.js';
import { choice, parameters, wholeNumber, wholeNumberOr } from './parameter.js';

/** What a caller wants to upload, checked and made safe. */
export interface UploadParameters {
  readonly fileName: string;
  readonly contentType: string;
  /** null: the caller named neither a video type nor an option, and gets the specification's plain key. */
  readonly videoType: VideoType | null;
  /** `upreel-*`, only options that were given. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly priority: number | undefined;
}

export interface PresignParameters extends UploadParameters {
  readonly expirationSeconds: number;
}

export const EXPIRATION = wholeNumberOr(3600, 'expiration', 300, 604_800);

/** Parts of one upload are signed anew when a page asks for them: the largest object that S3 keeps. */
const LARGEST_OBJECT_BYTES = 5 * 2 ** 40;

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\x21-\x7e]+)*$/;

const FILE_NAME_RULE = `fileName must be a name that ends in one of ${VIDEO_EXTENSIONS.join(', ')}.`;

const fileName = z
  .string({
    error: ({ input }) =>
      input === undefined
        ? 'fileName is required: the name of the video, for instance "my-video.mp4".'
        : FILE_NAME_RULE,
  })
  .transform((given, context) => {
    const name = safeFileName(given);
    if (hasVideoExtension(name)) return name;
    context.issues.push({ code: 'custom', input: given, message: FILE_NAME_RULE });
    return z.NEVER;
  })
  .meta({ description: 'The name of the video, for instance my-video.mp4.' });

const CONTENT_TYPE_RULE = 'contentType must be a media type, for instance "video/mp4".';

const contentType = z
  .string({ error: CONTENT_TYPE_RULE })
  .max(255, { error: CONTENT_TYPE_RULE })
  .regex(MEDIA_TYPE, { error: CONTENT_TYPE_RULE })
  .default('application/octet-stream');

const UPLOAD_FIELDS = {
  fileName,
  contentType,
  videoType: choice('videoType', VIDEO_TYPES).optional(),
  ...JOB_OPTION_FIELDS,
};

/** `POST /uploads`. */
export const PRESIGN_REQUEST = parameters({ ...UPLOAD_FIELDS, expiration: EXPIRATION }).transform(
  ({ expiration, ...upload }, context): PresignParameters => ({
    ...readUpload(upload, context),
    expirationSeconds: expiration,
  }),
);

/** `POST /uploads/multipart`. */
export const MULTIPART_REQUEST = parameters({
  ...UPLOAD_FIELDS,
  sizeBytes: wholeNumber('sizeBytes', 1, LARGEST_OBJECT_BYTES),
}).transform(({ sizeBytes, ...upload }, context) => ({ ...readUpload(upload, context), sizeBytes }));

function readUpload(
  { fileName, contentType, videoType, ...options }: z.output<z.ZodObject<typeof UPLOAD_FIELDS>>,
  context: z.RefinementCtx,
): UploadParameters {
  const given = readJobOptions(options, context);
  const metadata = formatOptionMetadata(given);
  const asked = Object.values(options).some((option) => option !== undefined);
  return {
    fileName,
    contentType,
    videoType: videoType ?? (asked ? 'real' : null),
    metadata,
    priority: given.priority,
  };
}
