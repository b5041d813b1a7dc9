import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { JOB_STATUSES } from '../../src/contracts/job.js';
import { sampleRow } from '../support/sample-row.js';
import { type BrowserStack, startBrowserStack } from './support/browser-stack.js';

jest.setTimeout(180_000);

const JOBS = 10_000;
const BATCH = 25;
const PAGE = 20;

let browser: BrowserStack;
beforeAll(async () => {
  browser = await startBrowserStack();
  const { aws, table } = browser.stack;
  const credentials = { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey };
  const client = new DynamoDBClient({ region: aws.region, endpoint: aws.endpoints.dynamodb, credentials });
  const documents = DynamoDBDocumentClient.from(client);
  const rows = Array.from({ length: JOBS }, (_, index) => rowOf(index));
  for (let first = 0; first < JOBS; first += BATCH) {
    const items = rows.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [table]: items } }));
  }
  client.destroy();
});
afterAll(() => browser.stop());

/** The newest is 0; every fourth has failed. */
function rowOf(index: number) {
  const { FailureType, FailureReason, ...row } = sampleRow({ JobId: randomUUID() });
  const moment = new Date(Date.UTC(2026, 0, 20) - index * 60_000).toISOString();
  const failed = index % 4 === 3;
  return {
    ...row,
    VideoName: `video-${index}.mp4`,
    CreatedAt: moment,
    UpdatedAt: moment,
    Status: failed ? ('FAILED' as const) : ('COMPLETED' as const),
    ...(failed && {
      FailureType: FailureType ?? ('OutOfDisk' as const),
      FailureReason: FailureReason ?? 'The disk of the worker is full.',
    }),
  };
}

test('ten thousand jobs: the newest at once, page by page, and by status', async () => {
  const page = await browser.open({ hash: '#/jobs' });
  const beganMs = Date.now();
  await page.getByRole('link', { name: 'video-0.mp4' }).waitFor();
  expect(Date.now() - beganMs).toBeLessThan(10_000);
  const jobs = page.locator('.jobs > li');
  expect(await jobs.count()).toBe(PAGE);

  await page.getByRole('link', { name: 'Older' }).click();
  await page.getByRole('link', { name: `video-${PAGE}.mp4` }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: `video-${PAGE}.mp4` }).waitFor();
  await page.getByRole('link', { name: 'Newest' }).click();
  await page.getByRole('link', { name: 'video-0.mp4' }).waitFor();

  const filters = page.getByRole('navigation', { name: 'Status' });
  await filters.getByRole('link', { name: 'failed' }).click();
  // The last of the first page: the list of all jobs did not show it.
  await page.getByRole('link', { name: `video-${4 * PAGE - 1}.mp4` }).waitFor();
  expect(await jobs.filter({ hasText: 'failed' }).count()).toBe(PAGE);
  await filters.getByRole('link', { name: 'upscaling' }).click();
  await page.getByText('There are none of this kind').waitFor();
  expect(await filters.getByRole('link').count()).toBe(JOB_STATUSES.length + 1);
});
