import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { createJobControl } from '../../../src/adapters/temporal/create-job-control.js';
import { createTemporalClient } from '../../../src/adapters/temporal/create-temporal-client.js';
import { SEARCH_ATTRIBUTES, TASK_QUEUES, UPSCALE_VIDEO, workflowIdOf } from '../../../src/contracts/temporal-names.js';
import type { JobControl, StartRequest } from '../../../src/ports/job-control.js';
import { freePort } from '../../../src/local/free-port.js';
import { sampleJob } from '../../support/sample-job.js';
import { startTemporal, type TestTemporal } from '../../support/start-temporal.js';

describe('createJobControl', () => {
  let temporal: TestTemporal;
  let client: Client;
  let control: JobControl;
  beforeAll(async () => {
    temporal = await startTemporal();
    client = createTemporalClient({ address: temporal.address, namespace: 'default', tls: false });
    control = createJobControl({ client });
  });
  afterAll(async () => {
    await client.connection.close();
    await temporal.stop();
  });

  const requestFor = (eTag = 'abc', name = 'my-video.mp4', jobId: string = randomUUID()): StartRequest => {
    const sample = sampleJob({ jobId, videoName: name });
    const job = { ...sample, source: { ...sample.source, eTag } };
    const { bucket, key, versionId } = job.source;
    return { job, memo: { source: { bucket, key, versionId, eTag }, optionsHash: 'hash' }, run: 'first' };
  };

  it('starts the workflow with what people and programs look for', async () => {
    const plain = requestFor();
    const request = { ...plain, job: { ...plain.job, tenant: 'acme' } };
    const outcome = await control.start(request);
    const { raw, ...workflow } = await client.workflow.getHandle(workflowIdOf(request.job.jobId)).describe();
    expect(outcome).toEqual({ started: true, runId: workflow.runId });
    expect(workflow).toMatchObject({ type: UPSCALE_VIDEO, taskQueue: TASK_QUEUES.jobs, memo: request.memo });
    expect(workflow.priority).toMatchObject({ priorityKey: 3, fairnessKey: 'acme' });
    expect(await workflow.staticSummary()).toBe('my-video.mp4');
    expect(
      Object.fromEntries(workflow.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])),
    ).toEqual({
      UpreelStatus: 'INITIATED',
      UpreelVideoType: 'real',
      UpreelModel: 'realesr-general-x4v3',
      UpreelSource: `s3://source/${request.job.source.key}`,
    });
    expect(raw.workflowExecutionInfo?.type?.name).toBe(UPSCALE_VIDEO);
  });

  it('starts one of five at once, and tells the others whose it is', async () => {
    const request = requestFor();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => control.start(request)));
    expect(outcomes.filter(({ started }) => started)).toHaveLength(1);
    expect(outcomes.filter(({ started }) => !started)).toEqual(Array(4).fill({ started: false, memo: request.memo }));
  });

  it('never starts a first run again once one has ended, but another after a failure', async () => {
    const request = requestFor();
    await control.start(request);
    await client.workflow.getHandle(workflowIdOf(request.job.jobId)).terminate();
    expect(await control.start(request)).toEqual({ started: false, memo: request.memo });
    expect(await control.start({ ...request, run: 'after-failure' })).toMatchObject({ started: true });
    expect(await control.start({ ...request, run: 'after-failure' })).toMatchObject({ started: false });
  });

  it('takes names longer than Temporal takes summaries and keywords', async () => {
    const request = requestFor('abc', `${'映'.repeat(300)}.mp4`);
    const key = `uploads/${request.job.videoName}`;
    const job = { ...request.job, source: { ...request.job.source, key } };
    expect(await control.start({ ...request, job })).toMatchObject({ started: true });
    const workflow = await client.workflow.getHandle(workflowIdOf(job.jobId)).describe();
    expect(Buffer.byteLength((await workflow.staticSummary()) ?? '')).toBe(300);
    expect(workflow.typedSearchAttributes.get(SEARCH_ATTRIBUTES.source)).toHaveLength(255);
  });

  it('asks an open workflow to cancel, and says when there is none', async () => {
    const request = requestFor();
    const id = workflowIdOf(request.job.jobId);
    expect(await control.requestCancel(id)).toBe(false);
    await control.start(request);
    expect(await control.requestCancel(id)).toBe(true);
    await client.workflow.getHandle(id).terminate();
    expect(await control.requestCancel(id)).toBe(false);
  });

  it('tells what became of a workflow that was ended from outside', async () => {
    const request = requestFor();
    const id = workflowIdOf(request.job.jobId);
    expect(await control.outcomeOf(id)).toBeNull();
    await control.start(request);
    const running = await control.outcomeOf(id);
    expect(running).toMatchObject({ state: 'running' });
    await client.workflow.getHandle(id).terminate('not needed');
    expect(await control.outcomeOf(id)).toEqual({
      state: 'failed',
      runId: running?.runId,
      failureType: 'Terminated',
      failureReason: "The job's workflow was terminated (not needed); retry the job to run it again.",
    });
    expect(await control.hasBegun(id, running?.runId ?? '')).toBe(false);
  });

  it('has no progress where nothing answers', async () => {
    const request = requestFor();
    expect(await control.progressOf('upscale-unknown')).toBeNull();
    await control.start(request);
    expect(await control.progressOf(workflowIdOf(request.job.jobId))).toBeNull();
  });

  it('calls a server that is not there Unavailable', async () => {
    const away = createTemporalClient({ address: `127.0.0.1:${await freePort()}`, namespace: 'default', tls: false });
    try {
      const control = createJobControl({ client: away, answerWithinMs: 300 });
      expect(await control.progressOf('upscale-x')).toBeNull();
      await expect(control.start(requestFor())).rejects.toMatchObject({
        type: 'Unavailable',
      });
    } finally {
      await away.connection.close();
    }
  });
});
