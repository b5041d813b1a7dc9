/**
 * Replays jobs of a running server with the workflows of this build: what a roll-out would break is said before it.
 * Usage: node scripts/replay-histories.js ['<list filter>'], with UPREEL_TEMPORAL_ADDRESS, _NAMESPACE, _API_KEY
 */
import { fileURLToPath } from 'node:url';

import { createTemporalClient } from '../dist/adapters/temporal/create-temporal-client.js';
import { loadTemporalConfig } from '../dist/config/temporal-config.js';

const { DefaultLogger, Runtime, Worker } = await import('@temporalio/worker');

const query = process.argv[2] ?? "WorkflowType = 'upscaleVideo'";
Runtime.install({ logger: new DefaultLogger('ERROR') });
const config = loadTemporalConfig();
const client = createTemporalClient(config);
try {
  await client.connection.ensureConnected();
  const results = Worker.runReplayHistories(
    { workflowBundle: { codePath: fileURLToPath(new URL('../dist/workflows/bundle.js', import.meta.url)) } },
    client.workflow.list({ query }).intoHistories(),
  );
  let replayed = 0;
  let broken = 0;
  for await (const { workflowId, runId, error } of results) {
    replayed += 1;
    if (error === undefined) continue;
    broken += 1;
    process.stdout.write(`${workflowId} (${runId}): ${error.message}\n`);
  }
  const verdict = replayed === 0 ? `none matches ${query}` : broken === 0 ? 'all well' : `${broken} would break`;
  process.stdout.write(`${replayed} runs replayed: ${verdict}\n`);
  if (broken > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`The server at ${config.address} could not be replayed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await client.connection.close();
}
