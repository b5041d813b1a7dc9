import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createLog } from '../adapters/logs/create-log.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createUrlSigner } from '../adapters/s3/create-url-signer.js';
import { createJobControl } from '../adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadCallerConfig } from '../config/caller-config.js';
import { loadEstimateConfig } from '../config/estimate-config.js';
import { loadIntakeConfig } from '../config/intake-config.js';
import { loadTraceConfig } from '../config/trace-config.js';
import { openApiDocument } from './api/openapi-document.js';
import { composeOnce } from './compose-once.js';
import { deployedTemporal } from './deployed-temporal.js';
import { estimate, type EstimateDeps } from './estimate.js';
import { type ApiRequest, parseApiEvent, parseJsonBody } from './http/api-request.js';
import { type ApiResponse, jsonResponse } from './http/api-response.js';
import type { CallerRule } from './http/caller.js';
import { createRoutedApi, type Operation, type RouteTable } from './http/route-table.js';
import { cancelJob } from './jobs/cancel-job.js';
import { describeJob } from './jobs/describe-job.js';
import type { JobRef, JobsDeps } from './jobs/jobs-deps.js';
import { listJobs } from './jobs/list-jobs.js';
import { removeJob } from './jobs/remove-job.js';
import { resultOf } from './jobs/result-of.js';
import { retryJob } from './jobs/retry-job.js';
import type { Log } from './log.js';

export interface JobsApiDeps extends JobsDeps {
  readonly estimates: EstimateDeps;
  readonly callers: CallerRule;
  readonly log: Log;
}

/** The routes below `/jobs`, `POST /estimate` and `GET /openapi.json`. Never rejects: errors are answers. */
export function createJobsApi(deps: JobsApiDeps): (request: ApiRequest) => Promise<ApiResponse> {
  return createRoutedApi(routesOf(deps), deps);
}

function routesOf(deps: JobsApiDeps): RouteTable {
  const ofJob = (operation: (job: JobRef) => Promise<unknown>, statusCode = 200): Operation => {
    return async (_, { jobId = '' }, { tenant }) =>
      jsonResponse(statusCode, await operation({ jobId: jobId.toLowerCase(), tenant }));
  };
  return {
    'GET /jobs': async ({ query }, _, { tenant }) => jsonResponse(200, await listJobs(deps, query, tenant)),
    'GET /jobs/{jobId}': ofJob((job) => describeJob(deps, job)),
    'DELETE /jobs/{jobId}': ofJob((job) => removeJob(deps, job)),
    'POST /jobs/{jobId}/cancel': ofJob((job) => cancelJob(deps, job), 202),
    'POST /jobs/{jobId}/retry': ofJob((job) => retryJob(deps, job), 202),
    'GET /jobs/{jobId}/result': ofJob((job) => resultOf(deps, job)),
    'POST /estimate': ({ body }) =>
      Promise.resolve(jsonResponse(200, estimate(deps.estimates, parseJsonBody(body ?? '')))),
    'GET /openapi.json': () => Promise.resolve(jsonResponse(200, openApiDocument())),
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

/** The Lambda function. */
export const handler = composeOnce(async () => createJobsApiHandler(await composeDeps()));

async function composeDeps(): Promise<JobsApiDeps> {
  const config = loadAwsConfig();
  const { s3, s3Presigning, dynamodb } = createAwsClients(config);
  return {
    table: createJobTable({ client: dynamodb, table: config.table }),
    control: createJobControl({
      client: createTemporalClient({ ...(await deployedTemporal()), traced: loadTraceConfig() !== null }),
    }),
    store: createObjectStore({ client: s3 }),
    signer: createUrlSigner({ client: s3Presigning }),
    estimates: { setting: loadEstimateConfig(), ...loadIntakeConfig() },
    callers: { kind: 'authoriser', ...loadCallerConfig() },
    log: createLog('jobs-api'),
  };
}
