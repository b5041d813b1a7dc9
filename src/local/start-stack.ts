import { mkdirSync, rmSync } from 'node:fs';

import type { Stack } from '../contracts/stack.js';
import { createLocalAwsClients } from './aws-clients.js';
import { BUCKETS, QUEUES, queueArn, REGION } from './aws-settings.js';
import { Children } from './children.js';
import { loadCredentials } from './credentials.js';
import { type DataPaths, dataPaths } from './data-paths.js';
import { endProcess } from './end-process.js';
import { EventBridge } from './event-bridge.js';
import { EventJournal } from './event-journal.js';
import { choosePorts } from './ports.js';
import { ProcessRecord } from './process-record.js';
import { RunningStack } from './running-stack.js';
import { stackAddresses } from './stack-addresses.js';
import type { StackParts } from './stack-parts.js';

/** What a killed supervisor left gets this long to end by itself. */
const LEFTOVER_GRACE_MS = 2_000;

export interface StackRequest {
  readonly dataDirectory: string;
  /** Port of the HTTP front; otherwise the last one, or a free one. */
  readonly port?: number;
  /** Takes lines about what happens to the stack, for people. */
  readonly write: (line: string) => void;
  readonly interpose?: Interpose;
}

/**
 * Puts something between the stack and its AWS side: takes the servers' own addresses and gives those that workers,
 * functions and users are told instead.
 */
export type Interpose = (aws: Stack['aws']) => Promise<Stack['aws']['endpoints']>;

export interface LocalStack {
  readonly stack: Stack;
  /** Ends everything in order; resolves when no process is left. Idempotent. */
  readonly stop: () => Promise<void>;
  /** Ends everything at once, without waiting. */
  readonly kill: () => void;
}

/**
 * Starts the stack of a data directory; resolves when everything answers.
 * @throws Error that says, for people, why it cannot start; then nothing of it is left running
 */
export async function startStack(request: StackRequest, parts: StackParts): Promise<LocalStack> {
  const paths = dataPaths(request.dataDirectory);
  const record = ProcessRecord.take(paths);
  try {
    await endLeftovers(record, paths);
    const running = await assemble(request, parts, paths, record);
    await running.start();
    return running;
  } catch (error) {
    record.release();
    throw error;
  }
}

async function endLeftovers(record: ProcessRecord, paths: DataPaths): Promise<void> {
  rmSync(paths.stack, { force: true });
  await Promise.all(
    [...record.children].map(async ([role, process]) => {
      await endProcess(process, LEFTOVER_GRACE_MS);
      record.remove(role);
    }),
  );
}

async function assemble(
  request: StackRequest,
  parts: StackParts,
  paths: DataPaths,
  record: ProcessRecord,
): Promise<RunningStack> {
  const { port, write, interpose } = request;
  for (const directory of [paths.objects, paths.objectVersions, paths.table, paths.logs, paths.work]) {
    mkdirSync(directory, { recursive: true });
  }
  const workers = parts.workers.map(({ role }) => role);
  const ports = await choosePorts(paths, { workers, ...(port !== undefined && { http: port }) });
  const credentials = loadCredentials(paths);
  const servers = stackAddresses(ports, credentials, parts.programs.versitygw === null);
  const endpoints = (await interpose?.(servers.aws)) ?? servers.aws.endpoints;
  const addresses = { ...servers, aws: { ...servers.aws, endpoints } };
  const clients = createLocalAwsClients(addresses.aws);
  const journal = new EventJournal(paths.events);
  const bridge = new EventBridge({
    s3: clients.s3,
    sqs: clients.sqs,
    queueUrl: addresses.queues.events,
    bucket: BUCKETS.source,
    region: REGION,
    journal,
    write,
  });
  return new RunningStack({
    ...{ paths, ports, credentials, addresses, clients, journal, bridge, parts, record, write },
    queueArn: queueArn(QUEUES.events),
    createChildren: (events) => new Children({ record, write, ...events }),
  });
}
