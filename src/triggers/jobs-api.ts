import { pino } from 'pino';
import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createUrlSigner } from '../adapters/s3/create-url-signer.js';
import { createJobControl } from '../adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadTemporalConfig } from '../config/temporal-config.js';
import { answerToError, ApiError, invalidParameter } from './http/api-error.js';
import { type ApiRequest, parseApiEvent } from './http/api-request.js';
import { type ApiResponse, jsonResponse } from './http/api-response.js';
import { cancelJob } from './jobs/cancel-job.js';
import { describeJob } from './jobs/describe-job.js';
import type { JobsDeps } from './jobs/jobs-deps.js';
import { listJobs } from './jobs/list-jobs.js';
import { removeJob } from './jobs/remove-job.js';
import { resultOf } from './jobs/result-of.js';
import { retryJob } from './jobs/retry-job.js';
import type { Log } from './log.js';

export interface JobsApiDeps extends JobsDeps {
  readonly log: Log;
}

type Operation = (deps: JobsDeps, jobId: string, request: ApiRequest) => Promise<ApiResponse>;

const ROUTES: Readonly<Record<string, Operation>> = {
  'GET /jobs': async (deps, _, { query }) => jsonResponse(200, await listJobs(deps, query)),
  'GET /jobs/{id}': async (deps, jobId) => jsonResponse(200, await describeJob(deps, jobId)),
  'DELETE /jobs/{id}': async (deps, jobId) => {
    await removeJob(deps, jobId);
    return jsonResponse(200, { jobId });
  },
  'POST /jobs/{id}/cancel': async (deps, jobId) => jsonResponse(202, await cancelJob(deps, jobId)),
  'POST /jobs/{id}/retry': async (deps, jobId) => jsonResponse(202, await retryJob(deps, jobId)),
  'GET /jobs/{id}/result': async (deps, jobId) => jsonResponse(200, await resultOf(deps, jobId)),
};

/** The routes below `/jobs`. Never rejects: errors are answers with `{"error": {code, message, parameter?}}`. */
export function createJobsApi({ log, ...deps }: JobsApiDeps): (request: ApiRequest) => Promise<ApiResponse> {
  return async (request) => {
    try {
      const { operation, jobId } = findOperation(request);
      return await operation(deps, jobId, request);
    } catch (error) {
      const { statusCode, body } = answerToError(error, 'The call failed');
      if (statusCode >= 500) log.error({ err: error, path: request.path }, 'a call of the jobs API failed');
      return jsonResponse(statusCode, body);
    }
  };
}

/** The same for API Gateway proxy events, formats 1.0 and 2.0. */
export function createJobsApiHandler(deps: JobsApiDeps) {
  const api = createJobsApi(deps);
  return async (event: unknown): Promise<ApiResponse> => {
    const request = parseApiEvent(event);
    if (request === null) throw new TypeError('This is no API Gateway proxy event.');
    return api(request);
  };
}

/** @throws ApiError 404 for a path that is not there, 405 for a method it does not take */
function findOperation({ method, path }: ApiRequest): { readonly operation: Operation; readonly jobId: string } {
  const [root, id, action, ...more] = path.split('/').slice(1);
  const route = `/jobs${id === undefined ? '' : '/{id}'}${action === undefined ? '' : `/${action}`}`;
  const operation = ROUTES[`${method} ${route}`];
  const known = root === 'jobs' && id !== '' && more.length === 0;
  if (known && operation !== undefined) return { operation, jobId: decodeJobId(id ?? '') };
  if (known && Object.keys(ROUTES).some((other) => other.endsWith(` ${route}`))) {
    throw new ApiError({ statusCode: 405, code: 'MethodNotAllowed', message: `${path} does not take ${method}.` });
  }
  throw new ApiError({ statusCode: 404, code: 'NotFound', message: `There is nothing at ${path}.` });
}

function decodeJobId(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch (error) {
    throw error instanceof URIError ? invalidParameter('jobId', 'The job id is not URL-encoded.') : error;
  }
}

let composed: ReturnType<typeof createJobsApiHandler> | undefined;

/** The Lambda function. */
export const handler: ReturnType<typeof createJobsApiHandler> = (event) => {
  composed ??= createJobsApiHandler(composeDeps());
  return composed(event);
};

function composeDeps(): JobsApiDeps {
  const config = loadAwsConfig();
  const { s3, s3Presigning, dynamodb } = createAwsClients(config);
  return {
    table: createJobTable({ client: dynamodb, table: config.table }),
    control: createJobControl({ client: createTemporalClient(loadTemporalConfig()) }),
    store: createObjectStore({ client: s3 }),
    signer: createUrlSigner({ client: s3Presigning }),
    log: pino(),
  };
}
