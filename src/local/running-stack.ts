import { rmSync } from 'node:fs';

import type { Stack } from '../contracts/stack.js';
import type { LocalAwsClients } from './aws-clients.js';
import type { Children, ChildrenDeps } from './children.js';
import type { LocalCredentials } from './credentials.js';
import type { DataPaths } from './data-paths.js';
import type { EventBridge } from './event-bridge.js';
import type { EventJournal } from './event-journal.js';
import { startHttpFront } from './http-front.js';
import { logFile } from './log-file.js';
import { nodeRole } from './node-role.js';
import type { Ports } from './ports.js';
import { prepareBuckets } from './prepare-buckets.js';
import { prepareTable } from './prepare-table.js';
import { prepareTemporal } from './prepare-temporal.js';
import { prometheusTargets } from './prometheus-targets.js';
import type { ProcessRecord } from './process-record.js';
import { startQueueConsumer } from './queue-consumer.js';
import { startAws, startObjectStore } from './servers.js';
import type { StackHandlers, StackParts, WorkerPart } from './stack-parts.js';
import { temporalRole } from './temporal-role.js';
import { startWebhook } from './webhook.js';
import { type StackAddresses, workerEnvironment } from './worker-environment.js';
import { writeAtomically } from './write-atomically.js';

/** A worker loads and tries its model before it says that it is ready. */
const WORKER_READY_WITHIN_MS = 180_000;
/** A worker told to end hands its activities back this soon; what they did so far is kept. */
const DRAIN_SECONDS = 2;
const WORKER_GRACE_MS = 6_000;
const SERVER_GRACE_MS = 5_000;

const MEMORY_WARNING =
  'versitygw could not be had, so S3 is kept in memory: nothing in it survives a restart, a request may have 11 MiB ' +
  'at most (larger files go up in parts of 8 MiB), and signatures are not checked. "npm run setup" says how to get it.';

export interface RunningStackDeps {
  readonly paths: DataPaths;
  readonly ports: Ports;
  readonly credentials: LocalCredentials;
  readonly addresses: StackAddresses;
  readonly clients: LocalAwsClients;
  readonly journal: EventJournal;
  readonly bridge: EventBridge;
  readonly queueArn: string;
  readonly parts: StackParts;
  readonly record: ProcessRecord;
  readonly createChildren: (events: Pick<ChildrenDeps, 'onStarted' | 'onRecovered'>) => Children;
  readonly write: (line: string) => void;
}

/** The servers, workers and functions of one data directory, from start to end. */
export class RunningStack {
  readonly #deps: RunningStackDeps;
  readonly #children: Children;
  readonly #handlers: StackHandlers;
  /** What ends the parts that live in this process, the last one first. */
  readonly #closers: (() => Promise<void>)[] = [];
  #complete = false;
  #stopped: Promise<void> | null = null;

  constructor(deps: RunningStackDeps) {
    this.#deps = deps;
    this.#handlers = deps.parts.createHandlers({
      addresses: deps.addresses,
      clients: deps.clients,
      logFile: logFile(deps.paths, 'functions'),
    });
    this.#children = deps.createChildren({
      onStarted: () => {
        if (this.#complete) this.#publish();
      },
      onRecovered: (role) => {
        if (role !== 'aws') return;
        this.#prepareAws().catch((error: unknown) => {
          deps.write(`The AWS process began anew, but could not be made ready: ${String(error)}`);
        });
      },
    });
  }

  get stack(): Stack {
    return { ...this.#deps.addresses, pids: { supervisor: process.pid, ...this.#children.pids } };
  }

  async start(): Promise<void> {
    process.once('exit', this.kill);
    const parts = [this.#startTemporal(), this.#startObjects(), this.#startAws(), this.#startFront()];
    // One that fails ends the others' waiting; what is said is why the first one failed.
    const failure = await firstFailure(parts, () => {
      this.#children.kill();
    });
    if (failure !== null) {
      await this.stop();
      throw failure;
    }
    this.#consume();
    this.#complete = true;
    this.#publish();
  }

  /** The front closes first and Temporal last: what ends in between can still say so. */
  readonly stop = (): Promise<void> => {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  };

  readonly kill = (): void => {
    this.#children.kill();
    this.#retire();
  };

  async #startTemporal(): Promise<void> {
    const { parts, paths, ports, addresses } = this.#deps;
    await this.#children.start(temporalRole({ program: parts.programs.temporal, paths, ports }));
    await Promise.all([
      prepareTemporal(addresses.temporal.address, addresses.temporal.namespace),
      ...parts.workers.map((worker) => this.#startWorker(worker)),
    ]);
  }

  #startWorker({ role, module, env: own }: WorkerPart): Promise<void> {
    const { paths, addresses } = this.#deps;
    const env = { UPREEL_DRAIN_SECONDS: String(DRAIN_SECONDS), ...workerEnvironment(role, addresses, paths), ...own };
    return this.#children.start(nodeRole({ role, module, env, paths, readyWithinMs: WORKER_READY_WITHIN_MS }));
  }

  async #startObjects(): Promise<void> {
    const { parts, paths, ports, credentials, clients, addresses, bridge, write } = this.#deps;
    const program = parts.programs.versitygw;
    if (program === null) {
      write(MEMORY_WARNING);
      return;
    }
    const webhook = await startWebhook({
      port: ports.webhook,
      secret: credentials.webhookSecret,
      onBody: (body) => {
        bridge.accept(body);
      },
    });
    this.#closers.push(() => webhook.close());
    await startObjectStore({ children: this.#children, program, paths, ports, credentials });
    await prepareBuckets(clients.s3, addresses.buckets, true);
  }

  async #startAws(): Promise<void> {
    const { parts, paths, ports, bridge } = this.#deps;
    const onCreated = parts.programs.versitygw === null ? bridge.accept.bind(bridge) : null;
    await startAws({ children: this.#children, module: parts.awsProcess, paths, ports, onCreated });
    await this.#prepareAws();
  }

  /** Topics and queues are there when the process is; the rest is looked after whenever it began anew. */
  async #prepareAws(): Promise<void> {
    const { parts, clients, addresses, bridge } = this.#deps;
    await prepareTable(clients.dynamodb, addresses.table);
    if (parts.programs.versitygw === null) await prepareBuckets(clients.s3, addresses.buckets, false);
    await bridge.resend();
  }

  async #startFront(): Promise<void> {
    const { ports, write } = this.#deps;
    const { routes, page } = this.#handlers;
    const front = await startHttpFront({ port: ports.http, routes, page, write });
    this.#closers.push(() => front.close());
  }

  #consume(): void {
    const { clients, addresses, queueArn, journal, write } = this.#deps;
    const consumer = startQueueConsumer({
      sqs: clients.sqs,
      queueUrl: addresses.queues.events,
      queueArn,
      handle: this.#handlers.startJob,
      onHandled: (body) => {
        journal.removeEvent(body);
      },
      write,
    });
    this.#closers.push(() => consumer.stop());
  }

  async #stop(): Promise<void> {
    const { bridge, clients } = this.#deps;
    const isServer = (role: string) => ['temporal', 's3', 'aws'].includes(role);
    rmSync(this.#deps.paths.stack, { force: true });
    await this.#children.stop((role) => !isServer(role), WORKER_GRACE_MS);
    await this.#children.stop((role) => role === 's3', SERVER_GRACE_MS);
    await bridge.settled();
    await Promise.all(this.#closers.map((close) => close()));
    await this.#handlers.close();
    await this.#children.stop(isServer, SERVER_GRACE_MS);
    clients.close();
    this.#retire();
  }

  #publish(): void {
    const { paths, addresses } = this.#deps;
    writeAtomically(paths.prometheusTargets, prometheusTargets(addresses.metrics));
    writeAtomically(paths.stack, this.stack);
  }

  /** Nothing of this stack runs any more. */
  #retire(): void {
    process.off('exit', this.kill);
    rmSync(this.#deps.paths.stack, { force: true });
    this.#deps.record.release();
  }
}

/** Waits for all; `onFailure` is called at the first that fails. */
async function firstFailure(parts: readonly Promise<void>[], onFailure: () => void): Promise<Error | null> {
  let failure: Error | null = null;
  const collect = (error: unknown) => {
    if (failure !== null) return;
    failure = error instanceof Error ? error : new Error(String(error));
    onFailure();
  };
  await Promise.all(parts.map((part) => part.catch(collect)));
  return failure;
}
