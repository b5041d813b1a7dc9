import { createAwsClients } from '../adapters/aws/create-aws-clients.js';
import { createLog } from '../adapters/logs/create-log.js';
import { createObjectStore } from '../adapters/s3/create-object-store.js';
import { createTracer } from '../adapters/otlp/create-tracer.js';
import { createJobControl } from '../adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { loadAwsConfig } from '../config/aws-config.js';
import { loadIntakeConfig } from '../config/intake-config.js';
import { loadTraceConfig } from '../config/trace-config.js';
import { parseUploadKey } from '../intake/parse-upload-key.js';
import { judgeSeen, type StartedUpload, startJudged, type StartUploadDeps } from '../intake/start-upload.js';
import type { Tracer } from '../ports/tracer.js';
import { composeOnce } from './compose-once.js';
import { deployedTemporal } from './deployed-temporal.js';
import { isRecord } from './http/is-record.js';
import type { Log } from './log.js';
import { type ObjectEvent, parseS3Event } from './s3-event.js';
import { type TracedStart, traceStart } from './trace-start.js';

export interface StartJobDeps extends StartUploadDeps {
  readonly log: Log;
  readonly tracer: Tracer;
}

/** What SQS takes back: the messages to be delivered again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Answers S3 events, direct or each in an SQS message, and gives every uploaded video its one workflow. Whatever fails
 * is told so that it comes again: a direct event by the error, an SQS message by its id.
 */
export function createStartJobHandler(deps: StartJobDeps) {
  return async (event: unknown): Promise<BatchResponse | { readonly jobs: readonly StartedUpload[] }> => {
    const messages = sqsMessages(event);
    if (messages === null) return { jobs: await startAll(deps, event, null) };
    const failed = await Promise.all(
      messages.map(async ({ messageId, body }) => {
        try {
          await startAll(deps, JSON.parse(body), messageId);
          return [];
        } catch (error) {
          deps.log.error({ err: error, messageId }, 'a message goes back to the queue');
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failed.flat() };
  };
}

/** In order, so that the first of two uploads at one key gets the id in it. Every record is tried. @throws the first failure */
async function startAll(deps: StartJobDeps, event: unknown, messageId: string | null): Promise<StartedUpload[]> {
  const started: StartedUpload[] = [];
  const failures: unknown[] = [];
  for (const record of parseS3Event(event)) {
    try {
      started.push(await startOne(deps, record, messageId));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return started;
}

async function startOne(
  deps: StartJobDeps,
  { eventName, eventMs, ...seen }: ObjectEvent,
  messageId: string | null,
): Promise<StartedUpload> {
  const { bucket, key } = seen;
  const beganMs = Date.now();
  const trace = (jobId: string | undefined, outcome: TracedStart['outcome'], failure?: string): void => {
    if (jobId === undefined) return;
    const times = { eventMs, beganMs, endedMs: Date.now() };
    traceStart(deps.tracer, {
      jobId,
      outcome,
      bucket,
      key,
      messageId,
      ...times,
      ...(failure !== undefined && { failure }),
    });
  };
  const created = eventName === null || eventName.startsWith('ObjectCreated:');
  let jobId = parseUploadKey(key)?.jobId ?? undefined;
  try {
    const judged = created ? await judgeSeen(deps, seen) : null;
    jobId = judged?.job.jobId;
    const started: StartedUpload = judged === null ? { outcome: 'ignored' } : await startJudged(deps.control, judged);
    deps.log.info({ bucket, key, eventName, ...started }, `upload ${started.outcome}`);
    if (started.outcome !== 'ignored') trace(started.jobId, started.outcome);
    return started;
  } catch (error) {
    deps.log.error({ err: error, bucket, key, jobId }, 'an upload has not got its job');
    trace(jobId, 'failed', String(error));
    throw error;
  }
}

interface SqsMessage {
  readonly messageId: string;
  readonly body: string;
}

function sqsMessages(event: unknown): SqsMessage[] | null {
  if (!isRecord(event) || !Array.isArray(event.Records) || event.Records.length === 0) return null;
  return event.Records.every(isSqsMessage) ? event.Records : null;
}

function isSqsMessage(record: unknown): record is SqsMessage {
  return isRecord(record) && typeof record.messageId === 'string' && typeof record.body === 'string';
}

/** The Lambda function. */
export const handler = composeOnce(async () => {
  const deps = await composeDeps();
  const startJob = createStartJobHandler(deps);
  return async (event: unknown) => {
    try {
      return await startJob(event);
    } finally {
      // What is not sent by now waits until the next event, frozen.
      await deps.tracer.flush();
    }
  };
});

async function composeDeps(): Promise<StartJobDeps> {
  const config = loadAwsConfig();
  const traces = loadTraceConfig();
  const log = createLog('start-job');
  return {
    store: createObjectStore({ client: createAwsClients(config).s3 }),
    control: createJobControl({
      client: createTemporalClient({ ...(await deployedTemporal()), traced: traces !== null }),
    }),
    deployment: {
      processedBucket: config.buckets.processed,
      finalBucket: config.buckets.final,
      ...loadIntakeConfig(),
    },
    log,
    tracer: createTracer({ service: 'start-job', collector: traces, log }),
  };
}
