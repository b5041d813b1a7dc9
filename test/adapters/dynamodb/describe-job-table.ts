import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createJobTable } from '../../../src/adapters/dynamodb/create-job-table.js';
import { JOB_STATUSES } from '../../../src/contracts/job.js';
import type { JobTable } from '../../../src/ports/job-table.js';
import { freePort } from '../../../src/local/free-port.js';
import { sampleJob } from '../../support/sample-job.js';
import type { TestDynamoDb } from '../../support/start-dynalite.js';

/** The contract of the job table, for any server that says it is DynamoDB. */
export function describeJobTable(server: string, start: () => Promise<TestDynamoDb>): void {
  describe(`createJobTable on ${server}`, () => {
    let dynamodb: TestDynamoDb;
    let table: JobTable;
    let clockMs = Date.parse('2026-01-01T00:00:00.000Z');
    const now = () => new Date((clockMs += 1000));
    beforeAll(async () => {
      dynamodb = await start();
      table = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable('jobs'), now });
    });
    afterAll(() => dynamodb.stop());

    const registered = async (revision = 100) => {
      const job = sampleJob({ jobId: randomUUID() });
      await table.register(job, { runId: 'run-1', revision });
      return job.jobId;
    };
    const frames = async (jobId: string) => (await table.get(jobId))?.Frames;
    const failure = { failureType: 'OutOfDisk', failureReason: 'The disk is full.' } as const;

    it("registers a job with every attribute of the specification and Upreel's own", async () => {
      const job = sampleJob({ jobId: randomUUID() });
      await table.register(job, { runId: 'run-1', revision: 100 });
      const row = await table.get(job.jobId);
      expect(row).toEqual({
        JobId: job.jobId,
        VideoName: 'my-video.mp4',
        SourceBucket: 'source',
        SourceKey: job.source.key,
        ProcessedBucket: 'processed',
        FinalBucket: 'final',
        ContentLength: 1000,
        ContentType: 'video/mp4',
        Status: 'INITIATED',
        CreatedAt: new Date(clockMs).toISOString(),
        UpdatedAt: new Date(clockMs).toISOString(),
        Frames: { Total: 0, Extracted: 0, Processed: 0 },
        VideoType: 'real',
        Options: job.options,
        SourceETag: 'abc',
        SourceVersionId: 'null',
        WorkflowId: `upscale-${job.jobId}`,
        RunId: 'run-1',
        Revision: 100,
        Tenant: 'local',
      });
    });

    it('has no row for an unknown job, and makes none with an update', async () => {
      const jobId = randomUUID();
      await table.update({ jobId, status: 'EXTRACTING' }, { runId: 'run-1', revision: 1 });
      expect(await table.get(jobId)).toBeNull();
    });

    it('drops a write that is staler than the row', async () => {
      const jobId = await registered();
      await table.update({ jobId, status: 'PROCESSING', frames: { extracted: 50 } }, { runId: 'run-1', revision: 300 });
      await table.update({ jobId, status: 'EXTRACTING', frames: { extracted: 90 } }, { runId: 'run-1', revision: 200 });
      expect(await table.get(jobId)).toMatchObject({ Status: 'PROCESSING', Revision: 300, Frames: { Extracted: 50 } });
    });

    it('lets two activities of a stage count side by side, in any order, and only in their stage and run', async () => {
      const jobId = await registered();
      const extraction = { runId: 'run-1', revision: 200 };
      const beside = { runId: 'run-1', revision: 300 };
      await table.update({ jobId, status: 'EXTRACTING' }, { runId: 'run-1', revision: 150 });
      await table.update({ jobId, during: 'EXTRACTING', frames: { processed: 32 } }, beside);
      await table.update({ jobId, frames: { extracted: 90 } }, extraction);
      await table.update({ jobId, during: 'EXTRACTING', frames: { processed: 16 } }, beside);
      expect(await table.get(jobId)).toMatchObject({
        Status: 'EXTRACTING',
        Revision: 200,
        Frames: { Total: 0, Extracted: 90, Processed: 32 },
      });

      await table.update({ jobId, during: 'EXTRACTING', frames: { processed: 64 } }, { ...beside, runId: 'run-0' });
      await table.update({ jobId, status: 'PROCESSING' }, { runId: 'run-1', revision: 400 });
      await table.update({ jobId, during: 'EXTRACTING', frames: { processed: 64 } }, beside);
      expect(await frames(jobId)).toEqual({ Total: 0, Extracted: 90, Processed: 32 });
    });

    it('never lets a counter fall within a revision, and still takes the others', async () => {
      const jobId = await registered();
      const writer = { runId: 'run-1', revision: 200 };
      await table.update({ jobId, frames: { extracted: 500, processed: 3 } }, writer);
      await table.update({ jobId, frames: { extracted: 10, processed: 7 } }, writer);
      expect(await frames(jobId)).toEqual({ Total: 0, Extracted: 500, Processed: 7 });
      await table.update({ jobId, status: 'PROCESSING', frames: { extracted: 20, total: 500 } }, writer);
      expect(await table.get(jobId)).toMatchObject({ Status: 'PROCESSING', Frames: { Total: 500, Extracted: 500 } });
      await table.update({ jobId, frames: { extracted: 30 } }, { runId: 'run-1', revision: 201 });
      expect(await frames(jobId)).toMatchObject({ Extracted: 30 });
    });

    it('keeps the end of a run against late writes of the same run', async () => {
      const jobId = await registered();
      const writer = { runId: 'run-1', revision: 200 };
      await table.update({ jobId, status: 'FAILED', failure }, writer);
      await table.update({ jobId, status: 'PROCESSING' }, writer);
      await table.update({ jobId, status: 'COMPLETED', finalKey: 'x' }, { runId: 'run-1', revision: 201 });
      expect(await table.get(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'OutOfDisk' });
    });

    it('takes a failed job up again for a new run: failure gone, counters zero, CreatedAt kept', async () => {
      const job = sampleJob({ jobId: randomUUID() });
      await table.register(job, { runId: 'run-1', revision: 100 });
      const created = (await table.get(job.jobId))?.CreatedAt;
      await table.update({ jobId: job.jobId, frames: { extracted: 9 } }, { runId: 'run-1', revision: 150 });
      await table.update({ jobId: job.jobId, status: 'FAILED', failure }, { runId: 'run-1', revision: 200 });
      await table.register(job, { runId: 'run-1', revision: 100 });
      expect(await table.get(job.jobId)).toMatchObject({ Status: 'FAILED', FailureReason: 'The disk is full.' });
      await table.register(job, { runId: 'run-2', revision: 300 });
      const row = await table.get(job.jobId);
      expect(row).toMatchObject({ Status: 'INITIATED', RunId: 'run-2', CreatedAt: created, Frames: { Extracted: 0 } });
      expect(row).not.toHaveProperty('FailureType');
      expect(row).not.toHaveProperty('FailureReason');
    });

    it("takes a reset in the middle up: another run's status removes the earlier outcome and names the run", async () => {
      const jobId = await registered();
      const keys = { finalKey: 'data/final/x.mp4', reportKey: 'data/final/report.json' };
      await table.update({ jobId, status: 'COMPLETED', ...keys }, { runId: 'run-1', revision: 200 });
      expect(await table.get(jobId)).toMatchObject({ FinalKey: keys.finalKey, ReportKey: keys.reportKey });
      await table.update({ jobId, status: 'RECOMPOSING' }, { runId: 'run-2', revision: 300 });
      const row = await table.get(jobId);
      expect(row).toMatchObject({ Status: 'RECOMPOSING', RunId: 'run-2' });
      expect(row).not.toHaveProperty('FinalKey');
    });

    it('ends with the newest of 20 writers at once', async () => {
      const jobId = await registered(0);
      const revisions = Array.from({ length: 20 }, (_, index) => ((index * 7) % 20) + 1);
      await Promise.all(
        revisions.map((revision) =>
          table.update({ jobId, frames: { processed: revision } }, { runId: 'run-1', revision }),
        ),
      );
      expect(await table.get(jobId)).toMatchObject({ Revision: 20, Frames: { Processed: 20 } });
    });

    it('ends with the highest counters of 20 writers of one revision at once', async () => {
      const jobId = await registered(0);
      const writer = { runId: 'run-1', revision: 1 };
      const counts = Array.from({ length: 20 }, (_, index) => ((index * 7) % 20) + 1);
      await Promise.all(
        counts.map((count) => table.update({ jobId, frames: { processed: count, extracted: 21 - count } }, writer)),
      );
      expect(await frames(jobId)).toEqual({ Total: 0, Processed: 20, Extracted: 20 });
    });

    it('removes a row', async () => {
      const jobId = await registered();
      await table.remove(jobId);
      expect(await table.get(jobId)).toBeNull();
    });

    describe('list', () => {
      let listed: JobTable;
      const jobIds: string[] = [];
      beforeAll(async () => {
        listed = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable('listed'), now });
        for (let index = 0; index < 13; index += 1) {
          const job = sampleJob({ jobId: randomUUID() });
          jobIds.unshift(job.jobId);
          await listed.register(job, { runId: 'run-1', revision: 1 });
          const status = JOB_STATUSES[index % 5] ?? 'INITIATED';
          await listed.update({ jobId: job.jobId, status }, { runId: 'run-1', revision: 2 });
        }
      });

      const pages = async (limit: number, status?: 'INITIATED') => {
        const all: string[][] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const page = await listed.list({ limit, ...(cursor && { cursor }), ...(status && { status }) });
          all.push(page.rows.map((row) => row.JobId));
          cursor = page.cursor;
        }
        return all;
      };

      it.each([1, 2, 5, 13, 100])('merges all statuses, newest first, in pages of %d', async (limit) => {
        const all = await pages(limit);
        expect(all.flat()).toEqual(jobIds);
        expect(all.slice(0, -2).every((page) => page.length === limit)).toBe(true);
      });

      it.each([1, 3, 100])(
        "merges the default tenant's rows, newest first, in pages of %d, whatever lies between",
        async (limit) => {
          const shared = createJobTable({
            client: dynamodb.client,
            table: await dynamodb.createTable(`shared-${limit}`),
            now,
          });
          const mine: string[] = [];
          for (let index = 0; index < 40; index += 1) {
            const own = index % 9 === 0;
            const job = sampleJob({ jobId: randomUUID(), tenant: own ? 'local' : 'other' });
            if (own) mine.unshift(job.jobId);
            await shared.register(job, { runId: 'run-1', revision: 1 });
            const status = JOB_STATUSES[index % 2] ?? 'INITIATED';
            await shared.update({ jobId: job.jobId, status }, { runId: 'run-1', revision: 2 });
          }
          const seen: string[] = [];
          for (let cursor: string | null | undefined; cursor !== null;) {
            const page = await shared.list({ tenant: 'local', limit, ...(cursor && { cursor }) });
            expect(page.rows.length).toBeLessThanOrEqual(limit);
            seen.push(...page.rows.map((row) => row.JobId));
            cursor = page.cursor;
          }
          expect(seen).toEqual(mine);
        },
      );

      it('lists one status', async () => {
        const newestFirst = jobIds.filter((_, index) => (12 - index) % 5 === 0);
        expect((await pages(2, 'INITIATED')).flat()).toEqual(newestFirst);
      });

      it.each(['x', Buffer.from('{"FAILED":3}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
        'refuses the cursor %s',
        async (cursor) => {
          await expect(listed.list({ limit: 1, cursor })).rejects.toMatchObject({ type: 'InvalidInput' });
        },
      );
    });

    it('calls a server that does not answer Unavailable', async () => {
      const client = new DynamoDBClient({
        endpoint: `http://127.0.0.1:${await freePort()}`,
        region: 'us-east-1',
        maxAttempts: 1,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      const away = createJobTable({ client, table: 'jobs' });
      await expect(away.get('x')).rejects.toMatchObject({ type: 'Unavailable' });
      await expect(away.update({ jobId: 'x' }, { runId: 'r', revision: 1 })).rejects.toMatchObject({
        type: 'Unavailable',
      });
    });
  });
}
