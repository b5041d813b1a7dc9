import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { createJobSignals } from '../../../src/adapters/temporal/create-job-signals.js';
import { createTemporalClient } from '../../../src/adapters/temporal/create-temporal-client.js';
import { startTemporal, type TestTemporal } from '../../support/start-temporal.js';

const READY = { upTo: 64, batchFrames: 32 };

describe('createJobSignals', () => {
  let temporal: TestTemporal;
  let client: Client;
  beforeAll(async () => {
    temporal = await startTemporal();
    client = createTemporalClient({ address: temporal.address, namespace: 'default', tls: false });
  });
  afterAll(async () => {
    await client.connection.close();
    await temporal.stop();
  });

  it('tells the very run, and no later one of the same job', async () => {
    const start = () => client.workflow.start('upscaleVideo', { workflowId: 'upscale-1', taskQueue: 'nobody' });
    const { workflowId, firstExecutionRunId: runId } = await start();
    const signals = createJobSignals({ client });
    await signals.segmentsReady({ workflowId, runId }, READY);
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const signalled = events?.flatMap((event) => event.workflowExecutionSignaledEventAttributes ?? []) ?? [];
    expect(signalled.map(({ signalName }) => signalName)).toEqual(['segmentsReady']);
    const payloads = signalled[0]?.input?.payloads ?? [];
    expect(payloads.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([READY]);

    await client.workflow.getHandle(workflowId, runId).terminate();
    await start();
    await expect(signals.segmentsReady({ workflowId, runId }, READY)).rejects.toMatchObject({ type: 'Unavailable' });
  });
});
