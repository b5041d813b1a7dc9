import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FINAL_PREFIX, JOBS_PREFIX, SOURCE_PREFIX, UPLOADS_PREFIX } from '../../src/contracts/object-keys.js';
import type { GpuDevice } from '../../src/contracts/estimate.js';
import { STATUS_INDEX, TENANT_INDEX } from '../../src/contracts/job-row.js';
import { START_JOB_TIMEOUT } from '../intake/upload-queue.js';
import {
  listBucket,
  onTable,
  queryIndex,
  readObjects,
  readSecret,
  removeObjects,
  writeObjects,
} from '../policies/permissions.js';
import { logRetention, resourceEnvironment, type Resources } from '../resources.js';
import { UpreelFunction } from './upreel-function.js';

/** API Gateway gives up after 30 seconds. */
const API_TIMEOUT = Duration.seconds(29);

/** The GPU of each family of machines, as estimates name it. */
const DEVICE_OF_FAMILY = { g5: 'a10g', g6: 'l4' } as const satisfies Record<string, GpuDevice>;

export interface Functions {
  readonly startJob: UpreelFunction;
  readonly presignUpload: UpreelFunction;
  readonly jobsApi: UpreelFunction;
}

/** What S3 and the API call. */
export function createFunctions(scope: Construct, resources: Resources): Functions {
  const { buckets, table, temporal, parameters } = resources;
  const shared = { logRetention: logRetention(parameters) };
  const environment = resourceEnvironment(resources);
  const ofCallers = { UPREEL_TENANT_CLAIM: parameters.tenantClaim, UPREEL_PRIORITY_CLAIM: parameters.priorityClaim };
  const ofEstimates = {
    UPREEL_GPU_DEVICE: DEVICE_OF_FAMILY[parameters.gpuInstanceTypes[0]?.startsWith('g5') === true ? 'g5' : 'g6'],
    UPREEL_INTERMEDIATE_DAYS: String(parameters.intermediateDays),
  };
  const withTemporal = { ...environment, UPREEL_TEMPORAL_SECRET: temporal.secretName };
  const uploads = { bucket: buckets.source, prefixes: [UPLOADS_PREFIX, SOURCE_PREFIX] };
  const intermediates = { bucket: buckets.processed, prefixes: [JOBS_PREFIX] };
  const results = { bucket: buckets.final, prefixes: [FINAL_PREFIX] };

  return {
    startJob: new UpreelFunction(scope, 'StartJob', {
      ...shared,
      trigger: 'start-job',
      description: 'Gives every uploaded video its workflow.',
      timeout: START_JOB_TIMEOUT,
      environment: withTemporal,
      permissions: [readObjects(uploads), listBucket(buckets.source), readSecret(temporal)],
    }),
    presignUpload: new UpreelFunction(scope, 'PresignUpload', {
      ...shared,
      trigger: 'presign-upload',
      description: 'Signs the URLs by which videos are uploaded.',
      timeout: API_TIMEOUT,
      environment: { ...environment, ...ofCallers },
      // It also says which parts of an upload are there, and whether the whole object is.
      permissions: [writeObjects(uploads), readObjects(uploads), listBucket(buckets.source)],
    }),
    jobsApi: new UpreelFunction(scope, 'JobsApi', {
      ...shared,
      trigger: 'jobs-api',
      description: 'Shows, cancels, retries and removes jobs, and signs downloads of results.',
      timeout: API_TIMEOUT,
      environment: { ...withTemporal, ...ofCallers, ...ofEstimates },
      permissions: [
        onTable(table, ['dynamodb:GetItem', 'dynamodb:DeleteItem']),
        queryIndex(table, STATUS_INDEX),
        queryIndex(table, TENANT_INDEX),
        readObjects(uploads),
        readObjects(results),
        removeObjects(intermediates),
        removeObjects(results),
        removeObjects({ bucket: buckets.source, prefixes: [SOURCE_PREFIX] }),
        listBucket(buckets.source, buckets.processed, buckets.final),
        readSecret(temporal),
      ],
    }),
  };
}
