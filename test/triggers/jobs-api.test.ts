import { randomUUID } from 'node:crypto';
import { createJobTable } from '../../src/adapters/dynamodb/create-job-table.js';
import { createObjectStore } from '../../src/adapters/s3/create-object-store.js';
import { createUrlSigner } from '../../src/adapters/s3/create-url-signer.js';
import { UpreelError } from '../../src/contracts/failures.js';
import type { JobStatus } from '../../src/contracts/job.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import type { JobTable } from '../../src/ports/job-table.js';
import type { ObjectStore } from '../../src/ports/object-store.js';
import { createJobsApi, createJobsApiHandler, type JobsApiDeps } from '../../src/triggers/jobs-api.js';
import { FakeJobControl } from '../support/fake-job-control.js';
import { sampleJob } from '../support/sample-job.js';
import { sampleEstimateSetting } from '../support/sample-estimate-setting.js';
import { startDynalite, type TestDynamoDb } from '../support/start-dynalite.js';
import { startVersitygw, type TestS3 } from '../support/start-versitygw.js';
import { openApiDocument } from '../../src/triggers/api/openapi-document.js';
import { apiGatewayV1, apiGatewayV2 } from './api-gateway-events.js';
import { expectDocumented } from './expect-documented.js';

interface Answer {
  readonly statusCode: number;
  readonly body: Record<string, unknown>;
}

const SOME_MEMO = { source: { bucket: '', key: '', versionId: null, eTag: '' }, optionsHash: '' };

describe('the jobs API', () => {
  let s3: TestS3;
  let dynamodb: TestDynamoDb;
  let store: ObjectStore;
  let table: JobTable;
  let control: FakeJobControl;
  const logged: object[] = [];
  beforeAll(async () => {
    [s3, dynamodb] = await Promise.all([startVersitygw(), startDynalite()]);
    store = createObjectStore({ client: s3.client });
    table = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable('jobs') });
  });
  afterAll(() => Promise.all([s3.stop(), dynamodb.stop()]));
  beforeEach(() => {
    control = new FakeJobControl();
  });

  const deps = (given: Partial<JobsApiDeps> = {}): JobsApiDeps => ({
    table,
    control,
    store,
    signer: createUrlSigner({ client: s3.presigning }),
    estimates: { setting: sampleEstimateSetting(), precision: 'fp32' },
    callers: { kind: 'one-tenant' },
    log: { info: () => undefined, error: (facts) => logged.push(facts) },
    ...given,
  });
  const call = async (method: string, path: string, given: Partial<JobsApiDeps> = {}): Promise<Answer> => {
    const url = new URL(path, 'http://localhost');
    const query = Object.fromEntries(url.searchParams);
    const { statusCode, body } = await createJobsApi(deps(given))({
      method,
      path: url.pathname,
      query,
      body: null,
      identity: null,
    });
    const answer: unknown = JSON.parse(body);
    expectDocumented({ method, path: url.pathname, statusCode, answer });
    return { statusCode, body: answer as Record<string, unknown> };
  };
  const conflict = (status: string) => ({
    statusCode: 409,
    body: { error: { code: 'Conflict', message: expect.stringContaining(status) as string } },
  });
  const notFound = { statusCode: 404, body: { error: { code: 'NotFound', message: expect.any(String) as string } } };

  /** A job whose row has this status, with everything that it leaves in S3. */
  const jobWith = async (status: JobStatus): Promise<string> => {
    const jobId = randomUUID();
    const bucket = s3.buckets.plain;
    const key = `data/src/real/${jobId}/my-video.mp4`;
    const put = (name: string) => store.write({ bucket, key: name }, 'x', { contentType: 'text/plain' });
    const { eTag } = await put(key);
    for (const name of [`jobs/${jobId}/checkpoints/plan.json`, `data/final/${jobId}/my-video.mp4`]) await put(name);
    await put(`data/final/${jobId}/report.json`);
    await put(`data/final/${jobId}/poster.jpg`);
    const sample = sampleJob({ jobId, processedBucket: bucket, finalBucket: bucket });
    await table.register(
      { ...sample, source: { ...sample.source, bucket, key, eTag, sizeBytes: 1 } },
      { runId: 'row-run', revision: 1 },
    );
    const keys = { finalKey: `data/final/${jobId}/my-video.mp4`, reportKey: `data/final/${jobId}/report.json` };
    const failure = { failureType: 'OutOfDisk', failureReason: 'The disk is full.' } as const;
    const outcome = status === 'COMPLETED' ? keys : status === 'FAILED' ? { failure } : {};
    await table.update({ jobId, status, ...outcome }, { runId: 'row-run', revision: 2 });
    return jobId;
  };
  const keysOf = async (jobId: string): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of store.list(s3.buckets.plain, '')) if (key.includes(jobId)) keys.push(key);
    return keys;
  };

  describe('GET /jobs', () => {
    it('lists rows, newest first, page by page', async () => {
      const older = await jobWith('EXTRACTING');
      const newer = await jobWith('PROCESSING');
      const first = await call('GET', '/jobs?limit=1');
      expect(first).toMatchObject({ statusCode: 200, body: { rows: [{ JobId: newer }] } });
      const second = await call('GET', `/jobs?limit=1&cursor=${String(first.body.cursor)}`);
      expect(second).toMatchObject({ body: { rows: [{ JobId: older }] } });
      expect(await call('GET', '/jobs?status=EXTRACTING')).toMatchObject({ body: { rows: [{ JobId: older }] } });
    });

    it.each([
      ['status=DONE', 'status'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=x', 'limit'],
      ['cursor=x', 'cursor'],
    ])('refuses %s', async (query, parameter) => {
      expect(await call('GET', `/jobs?${query}`)).toMatchObject({
        statusCode: 400,
        body: { error: { code: 'InvalidParameter', parameter } },
      });
    });
  });

  describe('GET /jobs/{id}', () => {
    const progress = {
      status: 'PROCESSING',
      frames: { total: 10, extracted: 10, processed: 4 },
      startedAt: '2026-01-01T00:00:00.000Z',
      upscalingSince: null,
      framesBeforeUpscaling: 0,
      seconds: { total: 1, extract: 1, upscale: 0, recompose: 0, verify: 0 },
    } as const;

    it('shows the row and what the workflow knows', async () => {
      const jobId = await jobWith('PROCESSING');
      control.progress = progress;
      const row = JSON.parse(JSON.stringify(await table.get(jobId))) as object;
      expect(await call('GET', `/jobs/${jobId.toUpperCase()}`)).toEqual({ statusCode: 200, body: { row, progress } });
    });

    it('shows the row alone when Temporal has no answer, and at the end', async () => {
      expect(await call('GET', `/jobs/${await jobWith('PROCESSING')}`)).toMatchObject({ body: { progress: null } });
      control.progress = progress;
      expect(await call('GET', `/jobs/${await jobWith('COMPLETED')}`)).toMatchObject({ body: { progress: null } });
    });

    it('does not know others', async () => {
      expect(await call('GET', `/jobs/${randomUUID()}`)).toEqual(notFound);
    });
  });

  describe('POST /jobs/{id}/cancel', () => {
    it('asks the workflow to end', async () => {
      const jobId = await jobWith('PROCESSING');
      await control.start({ job: sampleJob({ jobId }), memo: SOME_MEMO, run: 'first' });
      expect(await call('POST', `/jobs/${jobId}/cancel`)).toEqual({
        statusCode: 202,
        body: { jobId, status: 'PROCESSING' },
      });
      expect(control.cancelled).toEqual([workflowIdOf(jobId)]);
    });

    it('is too late for a job that has ended', async () => {
      expect(await call('POST', `/jobs/${await jobWith('COMPLETED')}/cancel`)).toEqual(conflict('COMPLETED'));
      expect(await call('POST', `/jobs/${await jobWith('PROCESSING')}/cancel`)).toEqual(conflict('has ended'));
      expect(await call('POST', `/jobs/${randomUUID()}/cancel`)).toEqual(notFound);
    });
  });

  describe('POST /jobs/{id}/retry', () => {
    it('starts a failed job again from its row', async () => {
      const jobId = await jobWith('FAILED');
      expect(await call('POST', `/jobs/${jobId}/retry`)).toEqual({ statusCode: 202, body: { jobId, runId: 'run-1' } });
      const run = control.runs.get(workflowIdOf(jobId));
      expect(run).toMatchObject({ run: 'after-failure', job: { jobId, videoName: 'my-video.mp4' } });
      expect(run?.job).not.toHaveProperty('refusal');
      expect(await call('POST', `/jobs/${jobId}/retry`)).toEqual(conflict('runs again already'));
    });

    it('waits for the run that failed to close, but not for ever', async () => {
      const jobId = await jobWith('FAILED');
      const workflowId = workflowIdOf(jobId);
      await control.start({ job: sampleJob({ jobId }), memo: SOME_MEMO, run: 'first' });
      control.outcomes.set(workflowId, { state: 'running', runId: 'row-run' });
      const beganMs = Date.now();
      expect(await call('POST', `/jobs/${jobId}/retry`)).toEqual(conflict('runs again already'));
      expect(Date.now() - beganMs).toBeGreaterThanOrEqual(2_000);

      const looks = jest.spyOn(control, 'outcomeOf');
      const retried = call('POST', `/jobs/${jobId}/retry`);
      while (looks.mock.calls.length < 3) await new Promise(setImmediate);
      const run = control.runs.get(workflowId);
      if (run !== undefined) run.state = 'failed';
      expect(await retried).toMatchObject({ statusCode: 202, body: { jobId } });
    });

    it.each(['INITIATED', 'PROCESSING', 'COMPLETED'] as const)('refuses a job that is %s', async (status) => {
      expect(await call('POST', `/jobs/${await jobWith(status)}/retry`)).toEqual(conflict(status));
    });
  });

  describe('DELETE /jobs/{id}', () => {
    it.each(['COMPLETED', 'FAILED'] as const)('removes everything of a %s job, and of no other', async (status) => {
      const [jobId, other] = [await jobWith(status), await jobWith('COMPLETED')];
      expect(await call('DELETE', `/jobs/${jobId}`)).toEqual({ statusCode: 200, body: { jobId } });
      expect(await keysOf(jobId)).toEqual([]);
      expect(await keysOf(other)).toHaveLength(5);
      expect(await table.get(jobId)).toBeNull();
      expect(await call('DELETE', `/jobs/${jobId}`)).toEqual(notFound);
    });

    it('leaves an upload that is another by now', async () => {
      const jobId = await jobWith('COMPLETED');
      const key = `data/src/real/${jobId}/my-video.mp4`;
      await store.write({ bucket: s3.buckets.plain, key }, 'newer', { contentType: 'video/mp4' });
      await call('DELETE', `/jobs/${jobId}`);
      expect(await keysOf(jobId)).toEqual([key]);
    });

    it('leaves a running job alone', async () => {
      const jobId = await jobWith('PROCESSING');
      expect(await call('DELETE', `/jobs/${jobId}`)).toEqual(conflict('PROCESSING'));
      expect(await keysOf(jobId)).toHaveLength(5);
    });
  });

  describe('GET /jobs/{id}/result', () => {
    it('gives URLs that download the result under its name', async () => {
      const { statusCode, body } = await call('GET', `/jobs/${await jobWith('COMPLETED')}/result`);
      expect(statusCode).toBe(200);
      expect(body).toMatchObject({ expiresIn: 3600, fileName: 'my-video.mp4' });
      expect(Object.keys(body).sort()).toEqual(['expiresIn', 'fileName', 'posterUrl', 'reportUrl', 'sourceUrl', 'url']);
      const response = await fetch(String(body.url));
      expect(await response.text()).toBe('x');
      expect(response.headers.get('content-disposition')).toContain('attachment; filename="my-video.mp4"');
      expect((await fetch(String(body.posterUrl))).status).toBe(200);
      expect(await (await fetch(String(body.sourceUrl))).text()).toBe('x');
    });

    it('gives no source but the one that the result was made from', async () => {
      const jobId = await jobWith('COMPLETED');
      const row = await table.get(jobId);
      const ref = { bucket: row?.SourceBucket ?? '', key: row?.SourceKey ?? '' };
      await store.write(ref, 'another', { contentType: 'text/plain' });
      expect((await call('GET', `/jobs/${jobId}/result`)).body).not.toHaveProperty('sourceUrl');
    });

    it('has none of a job that is not completed', async () => {
      expect(await call('GET', `/jobs/${await jobWith('FAILED')}/result`)).toEqual(conflict('FAILED'));
    });
  });

  it('estimates', async () => {
    const event = apiGatewayV2({ path: '/estimate', body: '{"video":{"width":320,"height":180,"frames":25}}' });
    const { statusCode, body } = await createJobsApiHandler(deps())(event);
    const answer: unknown = JSON.parse(body);
    expectDocumented({ method: 'POST', path: '/estimate', statusCode, answer });
    expect(answer).toMatchObject({ frames: { low: 25, high: 25 }, output: { width: 1280, height: 720 } });
  });

  it('describes itself', async () => {
    expect(await call('GET', '/openapi.json')).toEqual({ statusCode: 200, body: openApiDocument() });
  });

  it.each([
    ['GET', '/', 404],
    ['GET', '/jobs/', 404],
    ['GET', '/jobs/1/2', 404],
    ['GET', '/jobs/1/result/x', 404],
    ['PUT', '/jobs/1', 405],
    ['GET', '/jobs/1/cancel', 405],
    ['GET', '/jobs/%ff', 400],
  ])('answers %s %s with %d', async (method, path, statusCode) => {
    expect(await call(method, path)).toMatchObject({ statusCode, body: { error: {} } });
  });

  it.each([
    [new UpreelError('Unavailable', 'secret detail'), 503],
    [new TypeError('secret detail'), 500],
  ])('says nothing of the inside when it fails, and logs it', async (failure, statusCode) => {
    const answer = await call('GET', '/jobs/1', { table: { ...table, get: () => Promise.reject(failure) } });
    expect(answer).toMatchObject({ statusCode });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged.at(-1)).toMatchObject({ err: failure });
  });

  it('answers both forms of API Gateway events', async () => {
    const jobId = await jobWith('PROCESSING');
    for (const event of [apiGatewayV1, apiGatewayV2]) {
      const answer = await createJobsApiHandler(deps())(event({ method: 'GET', path: `/jobs/${jobId}` }));
      expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json' } });
      expect(JSON.parse(answer.body)).toMatchObject({ row: { JobId: jobId } });
    }
    await expect(createJobsApiHandler(deps())({})).rejects.toThrow('no API Gateway');
  });
});
