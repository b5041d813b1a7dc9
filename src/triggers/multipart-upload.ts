import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { FailureType, UpreelError } from '../contracts/failures.js';
import { sourceKey } from '../contracts/object-keys.js';
import { parseUploadKey } from '../intake/parse-upload-key.js';
import type { MultipartUpload, MultipartUploads, UploadedPart } from '../ports/multipart-uploads.js';
import type { ObjectStore } from '../ports/object-store.js';
import { COMPLETE_REQUEST, MAX_PART_NUMBER, SIGN_PARTS_REQUEST, UPLOAD_REFERENCE } from './api/multipart-request.js';
import { metadataOf } from './api/metadata-of.js';
import { parseRequest } from './api/parse-request.js';
import { MULTIPART_REQUEST } from './api/upload-request.js';
import { ApiError } from './http/api-error.js';
import { type ApiRequest, parseJsonBody } from './http/api-request.js';
import { jsonResponse } from './http/api-response.js';
import { type Caller, requirePriority } from './http/caller.js';
import type { RouteTable } from './http/route-table.js';

export interface MultipartUploadDeps {
  readonly uploads: MultipartUploads;
  readonly store: Pick<ObjectStore, 'head'>;
  readonly sourceBucket: string;
  readonly newJobId?: () => string;
}

/** How a file is sent in parts. */
export interface StartedMultipartUpload extends MultipartUpload {
  readonly jobId: string;
  /** Of every part but the last. */
  readonly partSizeBytes: number;
  readonly partCount: number;
}

export interface SignedParts {
  readonly parts: readonly { readonly partNumber: number; readonly url: string }[];
  /** Seconds. */
  readonly expiresIn: number;
}

/** Small enough for every S3 server, and for a browser to send again. */
const PART_STEP_BYTES = 8 * 2 ** 20;

type Given = Readonly<Record<string, unknown>>;

/** Uploads in parts: begin, sign, list (to go on after a break), complete, abort. */
export function multipartRoutes(deps: MultipartUploadDeps): RouteTable {
  return {
    'POST /uploads/multipart': async (request, _, caller) =>
      jsonResponse(201, await begin(deps, bodyOf(request), caller)),
    'POST /uploads/multipart/parts': async (request) => jsonResponse(200, await signParts(deps, bodyOf(request))),
    'GET /uploads/multipart/parts': async ({ query }) => jsonResponse(200, { parts: await listParts(deps, query) }),
    'POST /uploads/multipart/complete': async (request) => jsonResponse(200, await complete(deps, bodyOf(request))),
    'POST /uploads/multipart/abort': async (request) => {
      await deps.uploads.abort(referenceOf(deps, parseRequest(UPLOAD_REFERENCE, bodyOf(request))));
      return jsonResponse(200, {});
    },
  };
}

function bodyOf({ body }: ApiRequest): Given {
  return parseJsonBody(body ?? '');
}

async function begin(
  { uploads, sourceBucket: bucket, newJobId = randomUUID }: MultipartUploadDeps,
  given: Given,
  caller: Caller,
): Promise<StartedMultipartUpload> {
  const wanted = parseRequest(MULTIPART_REQUEST, given);
  const { fileName, contentType, videoType, sizeBytes } = wanted;
  requirePriority(caller, wanted.priority);
  const jobId = newJobId();
  const key = sourceKey(videoType ?? 'real', jobId, fileName);
  const partSizeBytes = Math.ceil(sizeBytes / MAX_PART_NUMBER / PART_STEP_BYTES) * PART_STEP_BYTES;
  const upload = await uploads.create({ bucket, key }, { contentType, metadata: metadataOf(wanted, caller) });
  return { ...upload, jobId, partSizeBytes, partCount: Math.ceil(sizeBytes / partSizeBytes) };
}

async function signParts(deps: MultipartUploadDeps, given: Given): Promise<SignedParts> {
  const { partNumbers, expiration, ...reference } = parseRequest(SIGN_PARTS_REQUEST, given);
  const upload = referenceOf(deps, reference);
  const signed = await Promise.all(
    partNumbers.map(async (partNumber) => {
      const { url, expiresInSeconds } = await deps.uploads.signPart(upload, {
        partNumber,
        expiresInSeconds: expiration,
      });
      return { part: { partNumber, url }, expiresInSeconds };
    }),
  );
  return {
    parts: signed.map(({ part }) => part),
    expiresIn: Math.min(...signed.map(({ expiresInSeconds }) => expiresInSeconds)),
  };
}

async function listParts(deps: MultipartUploadDeps, given: Given): Promise<readonly UploadedPart[]> {
  const parts = await partsOf(deps, referenceOf(deps, parseRequest(UPLOAD_REFERENCE, given)));
  if (parts === null) throw gone();
  return parts;
}

/** Also said of an upload that an earlier call has completed, whose answer was lost. */
async function complete(
  deps: MultipartUploadDeps,
  given: Given,
): Promise<{ readonly key: string; readonly bucket: string; readonly jobId: string }> {
  const { sizeBytes, ...reference } = parseRequest(COMPLETE_REQUEST, given);
  const upload = referenceOf(deps, reference);
  const { bucket, key } = upload;
  const answer = { key, bucket, jobId: parseUploadKey(key)?.jobId ?? '' };
  const parts = await partsOf(deps, upload);
  if (parts === null) {
    if ((await deps.store.head({ bucket, key }))?.sizeBytes === sizeBytes) return answer;
    throw gone();
  }
  requireWhole(parts, sizeBytes);
  await deps.uploads.complete(upload, parts);
  return answer;
}

function requireWhole(parts: readonly UploadedPart[], sizeBytes: number): void {
  const gap = parts.findIndex(({ partNumber }, index) => partNumber !== index + 1);
  const sum = parts.reduce((bytes, part) => bytes + part.sizeBytes, 0);
  if (gap === -1 && sum === sizeBytes) return;
  const missing = gap === -1 ? '' : ` Part ${gap + 1} is missing.`;
  throw new ApiError({
    statusCode: 409,
    code: 'Conflict',
    message: `${sum} of ${sizeBytes} bytes are here.${missing} GET /uploads/multipart/parts says which parts are.`,
  });
}

/** null for an upload that is not there. */
async function partsOf({ uploads }: MultipartUploadDeps, upload: MultipartUpload): Promise<UploadedPart[] | null> {
  try {
    return await uploads.parts(upload);
  } catch (error) {
    if (error instanceof UpreelError && error.type === FailureType.SourceNotFound) return null;
    throw error;
  }
}

function gone(): ApiError {
  const message = 'There is no such upload: it was completed, aborted, or never begun.';
  return new ApiError({ statusCode: 404, code: 'NotFound', message });
}

function referenceOf(
  { sourceBucket }: MultipartUploadDeps,
  { key, uploadId }: z.output<typeof UPLOAD_REFERENCE>,
): MultipartUpload {
  return { bucket: sourceBucket, key, uploadId };
}
