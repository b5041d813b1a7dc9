import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';

import { createUrlSigner } from '../adapters/s3/create-url-signer.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { subscribe } from '../chaos/observe/message-subscriber.js';
import { connectServers, type Servers } from '../chaos/observe/servers.js';
import type { ModelId } from '../contracts/models.js';
import { FINAL_PREFIX } from '../contracts/object-keys.js';
import type { Stack } from '../contracts/stack.js';
import { UPSCALE_VIDEO } from '../contracts/temporal-names.js';
import { createLocalAwsClients } from '../local/aws-clients.js';
import type { WaveFigures } from './load-report.js';
import type { SeenMessage, SeenWorkflow } from './observation.js';
import { processUsage, type ProcessUsage } from '../bench/process-usage.js';
import { uploadVideos } from './upload-videos.js';
import { waveFigures } from './wave-figures.js';

export interface TenantJobs {
  readonly tenant: string;
  readonly jobs: number;
}

export interface WaveRequest {
  readonly stack: Stack;
  /** In this order: all uploads of the first come before those of the second. */
  readonly tenants: readonly TenantJobs[];
  readonly clip: string;
  readonly model: ModelId;
  readonly scale: number;
  readonly say: (line: string) => void;
  /** Called when the last job has ended, before anything is looked at. */
  readonly onEnded?: () => void;
}

/**
 * Without a further end for so long there is none to come. Of a thousand jobs all are probed and extracted before the
 * first one's batch is asked for; a lost event is found by the reconcile schedule before.
 */
const STALLED_AFTER_MS = 900_000;
const LOOK_EVERY_MS = 250;
const SAY_EVERY_MS = 15_000;
/** The message says how a job ended a moment before its workflow does. */
const CLOSED_WITHIN_MS = 15_000;

/** Uploads everything as fast as S3 takes it, waits for every end, and reads what is in the servers. */
export async function runWave({ stack, tenants, clip, model, scale, say, onEnded }: WaveRequest): Promise<WaveFigures> {
  const clients = createLocalAwsClients(stack.aws);
  const servers = connectServers({ ...stack.aws, table: stack.table });
  const temporal = createTemporalClient({ ...stack.temporal, tls: false });
  try {
    const messages: SeenMessage[] = [];
    const ended = new Set<string>();
    const subscription = await subscribe(servers, stack.topics, (topic, { jobId, eventId, status }) => {
      messages.push({ jobId, topic, eventId, status, atMs: Date.now() });
      if (topic === 'completion') ended.add(jobId);
    });
    const before = usageOf(stack);
    const startedAtMs = Date.now();
    const order = tenants.flatMap(({ tenant, jobs }) => Array.from({ length: jobs }, () => tenant));
    say(`Uploading ${order.length} videos …`);
    const signer = createUrlSigner({ client: clients.s3Presigning });
    const deps = { signer, sourceBucket: stack.buckets.source };
    const uploads = await uploadVideos(deps, { tenants: order, clip, model, scale });
    await untilEnded(ended, uploads.length, say);
    onEnded?.();
    const processes = usageSince(before, usageOf(stack));
    say('Looking at what is there …');
    const workflows = await closedWorkflows(temporal);
    const rows = await servers.allRows();
    const finalKeys = await servers.keys(stack.buckets.final, FINAL_PREFIX);
    await subscription.stop();
    const deadLetters = await depthOf(servers, stack.queues.deadLetters);
    const seen = { uploads, rows, finalKeys, workflows, messages, deadLetters };
    return waveFigures(seen, { startedAtMs, processes });
  } finally {
    clients.close();
    servers.close();
    await temporal.connection.close();
  }
}

async function untilEnded(ended: ReadonlySet<string>, jobs: number, say: WaveRequest['say']): Promise<void> {
  let last = { size: ended.size, atMs: Date.now() };
  let saidAtMs = Date.now();
  while (ended.size < jobs && Date.now() - last.atMs < STALLED_AFTER_MS) {
    await delay(LOOK_EVERY_MS);
    if (ended.size > last.size) last = { size: ended.size, atMs: Date.now() };
    if (Date.now() - saidAtMs > SAY_EVERY_MS) {
      say(`${ended.size} of ${jobs} jobs have ended.`);
      saidAtMs = Date.now();
    }
  }
}

/** All of them as soon as none runs any more, or after a while as they are. */
async function closedWorkflows(client: Client): Promise<SeenWorkflow[]> {
  const deadline = Date.now() + CLOSED_WITHIN_MS;
  for (;;) {
    const seen: SeenWorkflow[] = [];
    for await (const info of client.workflow.list({ query: `WorkflowType = '${UPSCALE_VIDEO}'` })) {
      seen.push({
        workflowId: info.workflowId,
        runId: info.runId,
        status: info.status.name,
        startMs: info.startTime.getTime(),
        closeMs: info.closeTime?.getTime() ?? null,
        historyEvents: info.historyLength,
        historyBytes: info.historySize ?? 0,
      });
    }
    if (seen.every(({ closeMs }) => closeMs !== null) || Date.now() > deadline) return seen;
    await delay(LOOK_EVERY_MS);
  }
}

async function depthOf({ sqs }: Pick<Servers, 'sqs'>, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

function usageOf({ pids }: Stack): Readonly<Record<string, ProcessUsage>> {
  const found = Object.entries(pids).flatMap(([role, pid]) => {
    const usage = processUsage(pid);
    return usage === null ? [] : [[role, usage] as const];
  });
  return Object.fromEntries(found);
}

/** The processor time in between, and the peak. */
function usageSince(
  before: Readonly<Record<string, ProcessUsage>>,
  after: Readonly<Record<string, ProcessUsage>>,
): Readonly<Record<string, ProcessUsage>> {
  const found = Object.entries(after).map(([role, { peakBytes, cpuSeconds, toolSeconds }]) => {
    const then = before[role] ?? { cpuSeconds: 0, toolSeconds: 0 };
    return [
      role,
      { peakBytes, cpuSeconds: cpuSeconds - then.cpuSeconds, toolSeconds: toolSeconds - then.toolSeconds },
    ] as const;
  });
  return Object.fromEntries(found);
}
