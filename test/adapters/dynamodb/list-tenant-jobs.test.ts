import { randomUUID } from 'node:crypto';
import { createJobTable } from '../../../src/adapters/dynamodb/create-job-table.js';
import type { JobStatus } from '../../../src/contracts/job.js';
import type { JobTable } from '../../../src/ports/job-table.js';
import { sampleJob } from '../../support/sample-job.js';
import { startDynalite, type TestDynamoDb } from '../../support/start-dynalite.js';

let dynamodb: TestDynamoDb;
let table: JobTable;
/** Of the tenant `mine`, newest first. */
const mine: { readonly jobId: string; readonly status: JobStatus }[] = [];
/** Rows that the server looked at for each query. */
const looked: number[] = [];

beforeAll(async () => {
  dynamodb = await startDynalite();
  let ms = Date.parse('2026-01-01T00:00:00.000Z');
  const now = () => new Date((ms += 1_000));
  table = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable('tenants'), now });
  for (let index = 0; index < 60; index += 1) {
    const own = index % 4 === 0;
    const jobId = randomUUID();
    const status = index % 3 === 0 ? 'FAILED' : 'COMPLETED';
    await table.register(sampleJob({ jobId, tenant: own ? 'mine' : 'other' }), { runId: 'run', revision: 1 });
    await table.update({ jobId, status }, { runId: 'run', revision: 2 });
    if (own) mine.unshift({ jobId, status });
  }
  dynamodb.client.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      const { ScannedCount } = answer.output as { readonly ScannedCount?: number };
      if (ScannedCount !== undefined) looked.push(ScannedCount);
      return answer;
    },
    { step: 'initialize' },
  );
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  looked.length = 0;
});

async function pages(limit: number, status?: JobStatus): Promise<string[][]> {
  const all: string[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await table.list({ tenant: 'mine', limit, ...(status && { status }), ...(cursor && { cursor }) });
    all.push(page.rows.map(({ JobId }) => JobId));
    cursor = page.cursor;
  }
  return all;
}

it.each([1, 4, 15, 100])("lists a tenant's jobs, newest first, in pages of %d", async (limit) => {
  const all = await pages(limit);
  expect(all.flat()).toEqual(mine.map(({ jobId }) => jobId));
  expect(all.slice(0, -2).every((page) => page.length === limit)).toBe(true);
});

it.each([1, 2, 100])('and those of one status in pages of %d', async (limit) => {
  const failed = mine.filter(({ status }) => status === 'FAILED').map(({ jobId }) => jobId);
  expect((await pages(limit, 'FAILED')).flat()).toEqual(failed);
});

it("reads nobody else's rows, and no more than the page", async () => {
  await table.list({ tenant: 'mine', limit: 100 });
  expect(looked).toEqual([mine.length]);
  await table.list({ tenant: 'mine', limit: 3 });
  expect(looked).toEqual([mine.length, 3]);
});

it('a cursor of one tenant shows another its own jobs only', async () => {
  const { cursor } = await table.list({ tenant: 'other', limit: 1 });
  const { rows } = await table.list({ tenant: 'mine', limit: 100, cursor: cursor ?? '' });
  expect(rows.every(({ Tenant }) => Tenant === 'mine')).toBe(true);
});

it.each(['x', Buffer.from('{"FAILED":{"createdAt":"a","jobId":"b"}}').toString('base64url')])(
  'refuses the cursor %s',
  async (cursor) => {
    await expect(table.list({ tenant: 'mine', limit: 1, cursor })).rejects.toMatchObject({ type: 'InvalidInput' });
  },
);
