import { Client, Connection } from '@temporalio/client';

export interface TemporalClientOptions {
  readonly address: string;
  readonly namespace: string;
  readonly tls: boolean;
  readonly apiKey?: string;
}

/** Connects with the first call, so that a trigger starts, and tells what is wrong, while Temporal is away. */
export function createTemporalClient({ address, namespace, tls, apiKey }: TemporalClientOptions): Client {
  const connection = Connection.lazy({ address, tls, ...(apiKey !== undefined && { apiKey }) });
  return new Client({ connection, namespace });
}
