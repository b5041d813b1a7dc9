import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { findFairness } from '../admin/find-fairness.js';

/** Says that the server lets one tenant hold up all others. Not being able to tell keeps no worker from work. */
export async function warnOfUnfairness(client: Client, log: Logger): Promise<void> {
  const { connection, options, workflowService } = client;
  try {
    await connection.ensureConnected();
    const { state, sentence } = await findFairness({ connection: { workflowService }, namespace: options.namespace });
    if (state === 'off') log.warn(sentence);
  } catch (error) {
    log.warn({ err: error }, "whether fairness is on can't be told");
  }
}
