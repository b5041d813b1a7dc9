import { randomUUID } from 'node:crypto';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createLog } from '../adapters/logs/create-log.js';
import { createMultipartUploads } from '../adapters/s3/create-multipart-uploads.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createUrlSigner } from '../adapters/s3/create-url-signer.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadCallerConfig } from '../config/caller-config.js';
import { sourceKey, uploadKey } from '../contracts/object-keys.js';
import type { UrlSigner } from '../ports/url-signer.js';
import { metadataOf } from './api/metadata-of.js';
import { parseRequest } from './api/parse-request.js';
import { PRESIGN_REQUEST } from './api/upload-request.js';
import { answerToError, type ErrorBody } from './http/api-error.js';
import { type ApiRequest, parseApiEvent, parseJsonBody } from './http/api-request.js';
import { type ApiResponse, jsonResponse } from './http/api-response.js';
import { type Caller, callerOf, type CallerRule, ONE_TENANT, requirePriority } from './http/caller.js';
import { isRecord } from './http/is-record.js';
import { createRoutedApi } from './http/route-table.js';
import type { Log } from './log.js';
import { type MultipartUploadDeps, multipartRoutes } from './multipart-upload.js';

export interface PresignUploadDeps extends MultipartUploadDeps {
  readonly signer: UrlSigner;
  readonly callers: CallerRule;
  readonly log: Log;
}

export interface PresignedUpload {
  readonly url: string;
  readonly key: string;
  readonly bucket: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** The upload must send exactly these. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the key fixes it. */
  readonly jobId?: string;
}

/** Files that one request can't carry, or a browser would rather send bit by bit. */
const MULTIPART_PATH = '/uploads/multipart';

/**
 * Answers API Gateway proxy events (formats 1.0 and 2.0; parameters in a JSON body, without one in the query) with a
 * proxy response, and a direct invocation, whose event is the parameters, with the plain object. Errors are
 * `{"error": {code, message, parameter?}}`: the proxy response's body with status 400 or 500, or the plain answer.
 */
export function createPresignUploadHandler(deps: PresignUploadDeps) {
  const multipart = createRoutedApi(multipartRoutes(deps), deps);
  const presign = async (parameters: Readonly<Record<string, unknown>>, caller: Caller): Promise<PresignedUpload> => {
    const upload = await presignUpload(deps, parameters, caller);
    const { key, jobId } = upload;
    deps.log.info({ key, tenant: caller.tenant, ...(jobId !== undefined && { jobId }) }, 'an upload was presigned');
    return upload;
  };
  return async (event: unknown): Promise<ApiResponse | PresignedUpload | ErrorBody> => {
    const request = parseApiEvent(event);
    if (request?.path.startsWith(MULTIPART_PATH)) return multipart(request);
    try {
      if (request === null) return await presign(isRecord(event) ? event : {}, ONE_TENANT);
      const caller = callerOf(request.identity, deps.callers);
      return jsonResponse(200, await presign(parametersOf(request), caller));
    } catch (error) {
      const answer = answerToError(error, 'The upload could not be prepared');
      // The interface knows 400 and 500 only; who may not call at all is another matter.
      const statusCode = answer.statusCode === 403 ? 403 : answer.statusCode < 500 ? 400 : 500;
      if (statusCode === 500) deps.log.error({ err: error }, 'an upload could not be presigned');
      return request === null ? answer.body : jsonResponse(statusCode, answer.body);
    }
  };
}

/** @throws ApiError or InvalidOptionError for what the caller did wrong */
export async function presignUpload(
  { signer, sourceBucket, newJobId = randomUUID }: Pick<PresignUploadDeps, 'signer' | 'sourceBucket' | 'newJobId'>,
  parameters: Readonly<Record<string, unknown>>,
  caller: Caller,
): Promise<PresignedUpload> {
  const upload = parseRequest(PRESIGN_REQUEST, parameters);
  const { fileName, contentType, expirationSeconds, videoType } = upload;
  requirePriority(caller, upload.priority);
  const metadata = metadataOf(upload, caller);
  const jobId = videoType === null ? null : newJobId();
  const key = videoType === null || jobId === null ? uploadKey(fileName) : sourceKey(videoType, jobId, fileName);
  const optionHeaders = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  const headers = { 'Content-Type': contentType, ...Object.fromEntries(optionHeaders) };
  const signed = await signer.signPut({ bucket: sourceBucket, key }, { headers, expiresInSeconds: expirationSeconds });
  return {
    url: signed.url,
    key,
    bucket: sourceBucket,
    expiresIn: signed.expiresInSeconds,
    headers,
    ...(jobId !== null && { jobId }),
  };
}

function parametersOf({ body, query }: ApiRequest): Readonly<Record<string, unknown>> {
  return body === null || body === '' ? query : parseJsonBody(body);
}

let composed: ReturnType<typeof createPresignUploadHandler> | undefined;

/** The Lambda function. */
export const handler: ReturnType<typeof createPresignUploadHandler> = (event) => {
  composed ??= createPresignUploadHandler(composeDeps());
  return composed(event);
};

function composeDeps(): PresignUploadDeps {
  const config = loadAwsConfig();
  const { s3, s3Presigning } = createAwsClients(config);
  return {
    signer: createUrlSigner({ client: s3Presigning }),
    uploads: createMultipartUploads({ client: s3, presigning: s3Presigning }),
    store: createObjectStore({ client: s3 }),
    sourceBucket: config.buckets.source,
    callers: { kind: 'authoriser', ...loadCallerConfig() },
    log: createLog('presign-upload'),
  };
}
