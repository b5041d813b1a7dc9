import { createHash } from 'node:crypto';

import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import type { ChaosEvent } from '../../../src/chaos/log/log-entry.js';
import type { FaultKind } from '../../../src/chaos/plan/planned-fault.js';
import { Disturbances } from '../../../src/chaos/proxy/disturbances.js';
import { type FaultProxy, startFaultProxy } from '../../../src/chaos/proxy/fault-proxy.js';
import { observeRows } from '../../../src/chaos/proxy/observe-rows.js';
import { observeS3 } from '../../../src/chaos/proxy/observe-s3.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { startDynalite, type TestDynamoDb } from '../../support/start-dynalite.js';
import { startVersitygw, type TestS3 } from '../../support/start-versitygw.js';

const TABLE = 'rows';

let objects: TestS3;
let rows: TestDynamoDb;
let proxy: FaultProxy;
let s3: S3Client;
let table: DynamoDBDocumentClient;
const events: ChaosEvent[] = [];
const disturbances = new Disturbances(() => 0);

beforeAll(async () => {
  [objects, rows] = await Promise.all([startVersitygw(), startDynalite()]);
  await rows.createTable(TABLE);
  const direct = DynamoDBDocumentClient.from(rows.client);
  const record = (event: ChaosEvent) => {
    events.push(event);
  };
  const dynamodb = String((await rows.client.config.endpoint?.())?.port);
  proxy = await startFaultProxy({
    upstreams: { s3: objects.endpoint, dynamodb: `http://127.0.0.1:${dynamodb}`, messaging: 'http://127.0.0.1:1' },
    disturbances,
    observers: {
      s3: observeS3(record),
      dynamodb: observeRows(
        async (JobId) =>
          ((await direct.send(new GetCommand({ TableName: TABLE, Key: { JobId } }))).Item as JobRow | undefined) ??
          null,
        record,
      ),
    },
    random: () => 0.01,
  });
  const shared = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' } };
  s3 = new S3Client({ ...shared, endpoint: proxy.endpoints.s3, forcePathStyle: true, maxAttempts: 1 });
  const client = new DynamoDBClient({ ...shared, endpoint: proxy.endpoints.dynamodb, maxAttempts: 1 });
  table = DynamoDBDocumentClient.from(client);
});

afterAll(async () => {
  s3.destroy();
  table.destroy();
  await proxy.close();
  await Promise.all([objects.stop(), rows.stop()]);
});

beforeEach(() => {
  events.length = 0;
});

const at = (Key: string) => ({ Bucket: 'plain', Key });
const put = (key: string, Body = 'body') => s3.send(new PutObjectCommand({ ...at(key), Body }));
const get = async (key: string) => (await s3.send(new GetObjectCommand(at(key)))).Body?.transformToString();

async function during<T>(kind: FaultKind, work: () => Promise<T>): Promise<T> {
  const end = disturbances.begin(kind, 1);
  try {
    return await work();
  } finally {
    end?.();
  }
}

test('undisturbed, signed calls pass as they are, and each write is recorded', async () => {
  const key = 'a key/with + and ü.txt';
  await put(key);
  expect(await get(key)).toBe('body');
  const eTag = createHash('md5').update('body').digest('hex');
  expect(events).toEqual([
    { type: 's3-write', operation: 'PutObject', bucket: 'plain', key, status: 200, eTag, answered: true },
  ]);
});

test('what an attempt at a batch writes of itself is understood', async () => {
  const key = 'jobs/j/checkpoints/batches/00000032.attempts/17-000002.json';
  await put(key, JSON.stringify({ worker: 'gpu-worker-1' }));
  await put(key, JSON.stringify({ worker: 'gpu-worker-1', end: { result: 'drained' } }));
  const attempt = { type: 'attempt', jobId: 'j', firstFrame: 32, attempt: '17-000002', worker: 'gpu-worker-1' };
  expect(events.filter(({ type }) => type === 'attempt')).toEqual([
    { ...attempt, result: null },
    { ...attempt, result: 'drained' },
  ]);
});

test.each([
  ['s3 500', 'InternalError', 500],
  ['s3 503 SlowDown', 'SlowDown', 503],
] as const)('%s is told as S3 tells it, and nothing is written', async (kind, name, httpStatusCode) => {
  const failed = during(kind, () => put('refused'));
  await expect(failed).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  await expect(s3.send(new HeadObjectCommand(at('refused')))).rejects.toMatchObject({ name: 'NotFound' });
  expect(events).toEqual([]);
});

test('a truncated body ends with its connection', async () => {
  await put('long', 'x'.repeat(10_000));
  await expect(during('s3 truncated body', () => get('long'))).rejects.toThrow('aborted');
  expect(await get('long')).toHaveLength(10_000);
});

test('a write whose answer is dropped has happened', async () => {
  await expect(during('s3 answer dropped', () => put('unanswered'))).rejects.toThrow('socket hang up');
  expect(await get('unanswered')).toBe('body');
  expect(events).toMatchObject([{ type: 's3-write', key: 'unanswered', status: 200, answered: false }]);
});

test('every version of a row is recorded, in order, also of writes side by side', async () => {
  const write = (JobId: string, n: number) =>
    table.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { JobId },
        UpdateExpression: 'SET Revision = :n',
        ExpressionAttributeValues: { ':n': n },
      }),
    );
  await Promise.all([1, 2, 3, 4, 5].map((n) => write('a', n)));
  const versions = events.map((event) => (event.type === 'row' ? event.row?.Revision : null));
  expect([...versions].sort()).toEqual([1, 2, 3, 4, 5]);

  const throttled = during('dynamodb throttled', () => write('b', 1));
  await expect(throttled).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(events).toHaveLength(5);
});

test('a server that does not answer is no answer', async () => {
  await expect(fetch(proxy.endpoints.messaging, { method: 'POST' })).rejects.toThrow('fetch failed');
});
