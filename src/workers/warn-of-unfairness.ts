import type { Client } from '@temporalio/client';
import { findFairness } from '../admin/find-fairness.js';

/** Says on stderr that the server lets one tenant hold up all others. Not being able to tell keeps no worker from work. */
export async function warnOfUnfairness({ connection, options, workflowService }: Client): Promise<void> {
  try {
    await connection.ensureConnected();
    const { state, sentence } = await findFairness({ connection: { workflowService }, namespace: options.namespace });
    if (state === 'off') process.stderr.write(`${sentence}\n`);
  } catch (error) {
    process.stderr.write(`Whether fairness is on can't be told: ${String(error)}\n`);
  }
}
