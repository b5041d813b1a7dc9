import { join } from 'node:path';

import type { Stack } from '../contracts/stack.js';
import { TABLE } from '../local/aws-settings.js';
import { startLocalStack } from '../local/start-local-stack.js';
import type { ChaosEvent } from './log/log-entry.js';
import { connectServers, type Servers } from './observe/servers.js';
import type { Random } from '../domain/seeded-random.js';
import { Disturbances } from './proxy/disturbances.js';
import { type FaultProxy, startFaultProxy } from './proxy/fault-proxy.js';
import { observeRows } from './proxy/observe-rows.js';
import { observeS3 } from './proxy/observe-s3.js';

export interface DisturbedStack {
  /** As it is now: process ids change. Its AWS addresses are the proxy's. */
  readonly stack: () => Stack;
  readonly dataDirectory: string;
  /** Past the proxy. */
  readonly servers: Servers;
  readonly endpoints: Stack['aws']['endpoints'];
  readonly disturbances: Disturbances;
  readonly stop: () => Promise<void>;
}

/** A local stack with two GPU workers, whose AWS side is reached through a fault proxy that sees every write. */
export async function startDisturbedStack(request: {
  readonly directory: string;
  readonly batchFrames: number;
  readonly random: Random;
  readonly record: (event: ChaosEvent) => void;
}): Promise<DisturbedStack> {
  const { directory, batchFrames, random, record } = request;
  const dataDirectory = join(directory, 'data');
  const disturbances = new Disturbances(random);
  const behind: { readonly servers: Servers; readonly endpoints: Stack['aws']['endpoints'] }[] = [];
  const proxies: FaultProxy[] = [];
  const local = await startLocalStack({
    dataDirectory,
    gpuWorkers: 2,
    batchFrames,
    write: (line) => {
      record({ type: 'stack', line });
    },
    interpose: async (aws) => {
      const { endpoints } = aws;
      const servers = connectServers({ ...aws, table: TABLE });
      const proxy = await startFaultProxy({
        upstreams: { s3: endpoints.s3, dynamodb: endpoints.dynamodb, messaging: endpoints.sqs },
        disturbances,
        observers: { s3: observeS3(record), dynamodb: observeRows(servers.readRow, record) },
        random,
      });
      behind.push({ servers, endpoints });
      proxies.push(proxy);
      const { s3, dynamodb, messaging } = proxy.endpoints;
      return { s3, dynamodb, sns: messaging, sqs: messaging };
    },
  });
  const [aws] = behind;
  if (aws === undefined) throw new Error('The stack was started without the proxy.');
  return {
    stack: () => local.stack,
    dataDirectory,
    ...aws,
    disturbances,
    stop: async () => {
      await local.stop();
      aws.servers.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}
