import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createJobTable } from '../adapters/dynamodb/create-job-table.js';
import { createLog } from '../adapters/logs/create-log.js';
import { precisionsHere } from '../adapters/onnx/device/this-machine.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { createMultipartUploads } from '../adapters/s3/create-multipart-uploads.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createUrlSigner } from '../adapters/s3/create-url-signer.js';
import { createTracer } from '../adapters/otlp/create-tracer.js';
import { createJobControl } from '../adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { loadEstimateConfig } from '../config/estimate-config.js';
import { loadIntakeConfig } from '../config/intake-config.js';
import { loadTraceConfig } from '../config/trace-config.js';
import type { DeviceChoice } from '../contracts/devices.js';
import { OPERATIONS } from '../triggers/api/operations.js';
import { createJobsApiHandler } from '../triggers/jobs-api.js';
import { createPresignUploadHandler } from '../triggers/presign-upload.js';
import { createStartJobHandler } from '../triggers/start-job.js';
import type { HttpEvent, HttpResult } from './http-event.js';
import { createPageFiles } from './page-files.js';
import type { HandlerContext, StackHandlers } from './stack-parts.js';

/** The Lambda functions, put together for the local stack. */
export function createLocalHandlers(
  { addresses, clients, logFile }: HandlerContext,
  device: DeviceChoice,
): StackHandlers {
  const { temporal, buckets, table } = addresses;
  const log = createLog('functions', logFile);
  const traces = loadTraceConfig();
  const tracer = createTracer({ service: 'functions', collector: traces, log });
  const temporalClient = createTemporalClient({ ...temporal, tls: false, traced: traces !== null });
  const control = createJobControl({ client: temporalClient });
  const store = createObjectStore({ client: clients.s3 });
  const models = createModelStore({
    directory: join(cacheDirectory(), 'models'),
    precisions: () => precisionsHere(device),
  });
  const signer = createUrlSigner({ client: clients.s3Presigning });

  const startJob = createStartJobHandler({
    store,
    control,
    deployment: { processedBucket: buckets.processed, finalBucket: buckets.final, ...loadIntakeConfig() },
    modelProblems: ({ model, precision }) => models.verify(model, precision),
    log,
    tracer,
  });
  const presignUpload = createPresignUploadHandler({
    signer,
    uploads: createMultipartUploads({ client: clients.s3, presigning: clients.s3Presigning }),
    store,
    sourceBucket: buckets.source,
    callers: { kind: 'one-tenant' },
    log,
  });
  const jobsApi = createJobsApiHandler({
    table: createJobTable({ client: clients.dynamodb, table }),
    control,
    store,
    signer,
    estimates: { setting: loadEstimateConfig(), ...loadIntakeConfig() },
    callers: { kind: 'one-tenant' },
    log,
  });

  return {
    async startJob(event) {
      const response = await startJob(event);
      return 'batchItemFailures' in response ? response : null;
    },
    routes: Object.keys(OPERATIONS).map((route) => {
      const [method = '', path = ''] = route.split(' ');
      const handle = path.startsWith('/uploads') ? (event: HttpEvent) => answerOf(presignUpload, event) : jobsApi;
      return { method, path, handle };
    }),
    page: createPageFiles({
      directory: fileURLToPath(new URL('../web', import.meta.url)),
      objects: addresses.aws.endpoints.s3,
      settings: async () => ({
        api: '',
        signIn: null,
        temporalUi: `${temporal.ui}/namespaces/${temporal.namespace}`,
        models: (await models.list()).filter(({ installed }) => installed).map(({ id }) => id),
      }),
    }),
    async close() {
      await Promise.all([tracer.flush(), temporalClient.connection.close()]);
    },
  };
}

/** A function that can also be called without HTTP answers an HTTP event with an HTTP result. */
async function answerOf(handler: (event: HttpEvent) => Promise<object>, event: HttpEvent): Promise<HttpResult> {
  const answer = await handler(event);
  if ('statusCode' in answer) return answer as HttpResult;
  return { statusCode: 200, body: JSON.stringify(answer) };
}
