import { Client } from '@temporalio/client';
import { createTemporalConnection, type TemporalAddress } from './create-temporal-connection.js';

interface TemporalClientOptions extends TemporalAddress {
  readonly namespace: string;
}

/** Connects with the first call, so that a trigger starts, and tells what is wrong, while Temporal is away. */
export function createTemporalClient({ namespace, ...address }: TemporalClientOptions): Client {
  return new Client({ connection: createTemporalConnection(address), namespace });
}
