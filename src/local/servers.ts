import { existsSync, mkdirSync } from 'node:fs';

import type { AwsProcessSettings, CreatedObject } from './aws-protocol.js';
import type { Children } from './children.js';
import type { LocalCredentials } from './credentials.js';
import type { DataPaths } from './data-paths.js';
import { nodeRole } from './node-role.js';
import type { Ports } from './ports.js';
import { EVENT_FILTER, NO_EXTENDED_ATTRIBUTES, s3Role } from './s3-role.js';
import type { GatewayRecord } from './s3-event.js';
import { writeAtomically } from './write-atomically.js';

const AWS_READY_WITHIN_MS = 30_000;

/** Starts versitygw, with metadata in files of its own where the file system keeps none. */
export async function startObjectStore(request: {
  readonly children: Children;
  readonly program: string;
  readonly paths: DataPaths;
  readonly ports: Ports;
  readonly credentials: LocalCredentials;
}): Promise<void> {
  const { children, program, paths, ports, credentials } = request;
  writeAtomically(paths.eventFilter, EVENT_FILTER);
  const webhook = `http://127.0.0.1:${ports.webhook}/${credentials.webhookSecret}`;
  const role = (sidecar: boolean) => s3Role({ program, paths, port: ports.s3, webhook, credentials, sidecar });
  const sidecar = existsSync(paths.objectMetadata);
  try {
    await children.start(role(sidecar));
  } catch (error) {
    if (sidecar || !(error as Error).message.includes(NO_EXTENDED_ATTRIBUTES)) throw error;
    mkdirSync(paths.objectMetadata);
    await children.start(role(true));
  }
}

/** Starts the process that plays SNS, SQS and DynamoDB, and S3 where `onCreated` is given. */
export async function startAws(request: {
  readonly children: Children;
  readonly module: string;
  readonly paths: DataPaths;
  readonly ports: Ports;
  readonly onCreated: ((body: { readonly Records: readonly GatewayRecord[] }) => void) | null;
}): Promise<void> {
  const { children, module, paths, ports, onCreated } = request;
  const settings: AwsProcessSettings = {
    port: ports.aws,
    dynamodbPort: ports.dynamodb,
    tablePath: paths.table,
    objects: onCreated !== null,
  };
  await children.start(
    nodeRole({
      role: 'aws',
      module,
      args: [JSON.stringify(settings)],
      paths,
      readyWithinMs: AWS_READY_WITHIN_MS,
      onMessage: (message) => {
        const created = (message as { readonly created?: CreatedObject }).created;
        if (created !== undefined) onCreated?.({ Records: [gatewayRecord(created)] });
      },
    }),
  );
}

/** The in-memory S3 tells less; the object itself has the rest. */
function gatewayRecord({ bucket, key, eventName }: CreatedObject): GatewayRecord {
  return {
    eventName: `s3:${eventName}`,
    eventTime: new Date().toISOString(),
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    s3: { bucket: { name: bucket }, object: { key, size: 0, eTag: '' } },
  };
}
