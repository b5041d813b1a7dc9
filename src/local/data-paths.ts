import { join, resolve } from 'node:path';

/** What lies where in a data directory; absolute paths. */
export interface DataPaths {
  readonly root: string;
  /** The running stack's addresses: contracts/stack. */
  readonly stack: string;
  /** The running workers' metrics, as Prometheus discovers them from files. */
  readonly prometheusTargets: string;
  /** Lock and record of running processes: process-record. */
  readonly processes: string;
  readonly ports: string;
  readonly credentials: string;
  readonly temporal: string;
  readonly objects: string;
  readonly objectVersions: string;
  readonly objectMetadata: string;
  readonly eventFilter: string;
  readonly table: string;
  /** S3 events that have not started their job yet, one file each. */
  readonly events: string;
  readonly logs: string;
  readonly work: string;
}

export function dataPaths(dataDirectory: string): DataPaths {
  const root = resolve(dataDirectory);
  return {
    root,
    stack: join(root, 'stack.json'),
    prometheusTargets: join(root, 'prometheus-targets.json'),
    processes: join(root, 'processes.json'),
    ports: join(root, 'ports.json'),
    credentials: join(root, 'credentials.json'),
    temporal: join(root, 'temporal.db'),
    objects: join(root, 's3'),
    objectVersions: join(root, 's3-versions'),
    objectMetadata: join(root, 's3-metadata'),
    eventFilter: join(root, 's3-event-filter.json'),
    table: join(root, 'dynamodb'),
    events: join(root, 'events'),
    logs: join(root, 'logs'),
    work: join(root, 'work'),
  };
}
