import { z } from 'zod';

import { parseUploadKey } from '../../intake/parse-upload-key.js';
import { parameters, requiredText, wholeNumber } from './parameter.js';
import { EXPIRATION } from './upload-request.js';

export const MAX_PART_NUMBER = 10_000;
const MAX_PARTS_SIGNED = 100;

const PARTS_RULE = `partNumbers must be a list of 1 to ${MAX_PARTS_SIGNED} numbers.`;

const key = requiredText('key', 'the key that the answer to POST /uploads/multipart gave').refine(
  (given) => (parseUploadKey(given)?.jobId ?? null) !== null,
  { error: 'key must be the key that the answer to POST /uploads/multipart gave.' },
);

const uploadId = requiredText('uploadId', 'the uploadId that the answer to POST /uploads/multipart gave');

/** `GET /uploads/multipart/parts` and `POST /uploads/multipart/abort`. */
export const UPLOAD_REFERENCE = parameters({ key, uploadId });

/** `POST /uploads/multipart/parts`. */
export const SIGN_PARTS_REQUEST = parameters({
  key,
  uploadId,
  partNumbers: z
    .array(wholeNumber('a part number', 1, MAX_PART_NUMBER), { error: PARTS_RULE })
    .min(1, { error: PARTS_RULE })
    .max(MAX_PARTS_SIGNED, { error: PARTS_RULE }),
  expiration: EXPIRATION,
});

/** `POST /uploads/multipart/complete`. */
export const COMPLETE_REQUEST = parameters({
  key,
  uploadId,
  sizeBytes: wholeNumber('sizeBytes', 1, Number.MAX_SAFE_INTEGER).meta({ description: 'Of the whole file.' }),
});
