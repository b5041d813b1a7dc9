import { Client } from '@temporalio/client';
import { createTemporalConnection, type TemporalAddress } from './create-temporal-connection.js';
import { traceStarts } from './trace-starts.js';

interface TemporalClientOptions extends TemporalAddress {
  readonly namespace: string;
  /** Jobs that it starts belong to a trace. */
  readonly traced?: boolean;
}

/** Connects with the first call, so that a trigger starts, and tells what is wrong, while Temporal is away. */
export function createTemporalClient({ namespace, traced = false, ...address }: TemporalClientOptions): Client {
  return new Client({
    connection: createTemporalConnection(address),
    namespace,
    ...(traced && { interceptors: { workflow: [traceStarts] } }),
  });
}
