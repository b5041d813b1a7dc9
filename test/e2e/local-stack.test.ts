import {
  CreateMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createTemporalConnection } from '../../src/adapters/temporal/create-temporal-connection.js';
import { createLocalAwsClients } from '../../src/local/aws-clients.js';
import { dataPaths } from '../../src/local/data-paths.js';
import { identifyProcess } from '../../src/adapters/processes/process-identity.js';
import { readProcessList } from '../../src/local/process-record.js';
import { readStack } from '../../src/local/read-stack.js';
import { freePort } from '../../src/local/free-port.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

import { type StandInStack, startStandInStack, until } from './stand-in-stack.js';

jest.setTimeout(60_000);

const ROLES = ['supervisor', 'temporal', 's3', 'aws', 'jobs-worker', 'media-worker', 'gpu-worker-1'];

function clientsOf(stack: StandInStack) {
  return createLocalAwsClients(stack.stack().aws);
}

function runningPids(pids: Readonly<Record<string, number>>): string[] {
  return Object.keys(pids).filter((role) => identifyProcess(pids[role] ?? 0) !== null);
}

describe('a running stack', () => {
  let dataDirectory: string;
  let local: StandInStack;
  let clients: ReturnType<typeof clientsOf>;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'upreel-stack-'));
    local = await startStandInStack({ dataDirectory });
    clients = clientsOf(local);
  });
  afterAll(async () => {
    clients.close();
    await local.interrupt();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const put = (key: string, body: string) =>
    clients.s3.send(new PutObjectCommand({ Bucket: local.stack().buckets.source, Key: key, Body: body }));

  it('has everything that stack.json promises', async () => {
    const stack = local.stack();
    expect(Object.keys(stack.pids).toSorted()).toEqual(ROLES.toSorted());
    expect(runningPids(stack.pids)).toHaveLength(ROLES.length);
    expect(await readStack(dataDirectory)).toEqual(stack);
    const { Buckets } = await clients.s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(Object.values(stack.buckets).toSorted());
    expect((await clients.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([stack.table]);
    const { Topics } = await clients.sns.send(new ListTopicsCommand({}));
    expect(Topics?.map(({ TopicArn }) => TopicArn)).toEqual(Object.values(stack.topics));
    const connection = createTemporalConnection({ address: stack.temporal.address, tls: false });
    const attributes = await connection.operatorService.listSearchAttributes({ namespace: stack.temporal.namespace });
    await connection.close();
    expect(Object.keys(attributes.customAttributes)).toEqual(
      expect.arrayContaining(['UpreelStatus', 'UpreelVideoType', 'UpreelModel', 'UpreelSource']),
    );
    expect((await fetch(stack.temporal.ui)).status).toBe(200);
    expect(await (await fetch(`${stack.http}/jobs`)).json()).toEqual({ rows: [] });
  });

  it('calls start-job once for an object, in the form of AWS', async () => {
    const key = 'uploads/a+b%2B%C3%A9%26+%281%29.mp4';
    const heard = local.nextEvent(key);
    const { VersionId, ETag } = await put('uploads/a b+é& (1).mp4', 'hello');
    const { record, event } = await heard;
    expect(record).toMatchObject({
      eventVersion: '2.1',
      eventName: 'ObjectCreated:Put',
      s3: { object: { size: 5, eTag: ETag?.replaceAll('"', ''), versionId: VersionId } },
    });
    expect(event.Records[0]).toMatchObject({
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:upreel-events',
      attributes: { ApproximateReceiveCount: '1' },
    });
    await put('uploads/next.mp4', 'x');
    await until(() => (local.calls('uploads/next.mp4') > 0 ? true : undefined));
    expect(local.calls(key)).toBe(1);
    await until(() => (readdirSync(dataPaths(dataDirectory).events).length === 0 ? true : undefined));
  });

  it('tells the size of a multipart upload, which the store does not', async () => {
    const at = { Bucket: local.stack().buckets.source, Key: 'uploads/parts.mp4' };
    const heard = local.nextEvent(at.Key);
    const { UploadId } = await clients.s3.send(new CreateMultipartUploadCommand(at));
    const { ETag } = await clients.s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'part' }));
    await clients.s3.send(
      new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }),
    );
    expect((await heard).record).toMatchObject({
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      s3: { object: { size: 4 } },
    });
  });

  it('tells nothing of objects in the other buckets', async () => {
    await clients.s3.send(
      new PutObjectCommand({ Bucket: local.stack().buckets.processed, Key: 'jobs/1/frames/1', Body: 'x' }),
    );
    const heard = local.nextEvent('uploads/after.mp4');
    await put('uploads/after.mp4', 'x');
    await heard;
    expect(local.calls('jobs/1/frames/1')).toBe(0);
  });

  it.each(['temporal', 's3', 'gpu-worker-1'])('starts %s again when it is killed', async (role) => {
    const pid = local.stack().pids[role] ?? 0;
    process.kill(pid, 'SIGKILL');
    const next = await until(() => {
      const now = local.stack().pids[role];
      return now === pid ? undefined : now;
    });
    expect(identifyProcess(next)).not.toBeNull();
    await until(() => clients.s3.send(new ListBucketsCommand({})).catch(() => undefined));
    const connection = createTemporalConnection({ address: local.stack().temporal.address, tls: false });
    await connection.ensureConnected();
    await connection.close();
  });

  it('brings an event back that start-job could not handle, also when the queue forgot it', async () => {
    const key = 'uploads/later.mp4';
    const first = local.nextEvent(key);
    await put(key, 'x');
    await first;
    const again = local.nextEvent(key);
    process.kill(local.stack().pids.aws ?? 0, 'SIGKILL');
    expect((await again).event.Records[0]?.attributes.ApproximateReceiveCount).toBe('1');
    const { Topics } = await clients.sns.send(new ListTopicsCommand({}));
    expect(Topics).toHaveLength(4);
  });

  it('refuses a second stack on its data directory, naming the first', async () => {
    await expect(startStandInStack({ dataDirectory })).rejects.toThrow(
      `A local stack already runs on ${dataDirectory} (process ${String(local.supervisor.pid)})`,
    );
    expect(await readStack(dataDirectory)).not.toBeNull();
  });
});

describe('a stack that ends', () => {
  const directory = temporaryDirectory();

  it('leaves no process and no stack.json at Ctrl-C, and dead letters are kept as promised', async () => {
    const local = await startStandInStack({ dataDirectory: directory.path });
    const { pids, queues } = local.stack();
    const clients = clientsOf(local);
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queues.events, AttributeNames: ['RedrivePolicy'] }),
    );
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:upreel-dead-letters',
      maxReceiveCount: 5,
    });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queues.deadLetters, MessageBody: 'dead' }));
    const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queues.deadLetters }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['dead']);
    clients.close();
    expect(await local.interrupt()).toBe(0);
    expect(runningPids(pids)).toEqual([]);
    expect(existsSync(join(directory.path, 'stack.json'))).toBe(false);
    expect(existsSync(join(directory.path, 'processes.json'))).toBe(false);
  });

  it('is replaced after it was killed: what it left is ended, what it stored is there, at the same addresses', async () => {
    const dataDirectory = directory.path;
    const killed = await startStandInStack({ dataDirectory });
    const before = killed.stack();
    const at = { Bucket: before.buckets.final, Key: 'data/final/1/kept.mp4' };
    const first = clientsOf(killed);
    await first.s3.send(new PutObjectCommand({ ...at, Body: 'kept' }));
    first.close();
    const left = readProcessList(dataPaths(dataDirectory))?.children;
    killed.supervisor.kill('SIGKILL');
    await until(() => (killed.supervisor.signalCode === null ? undefined : true));
    expect(await readStack(dataDirectory)).toBeNull();
    expect(identifyProcess(before.pids.temporal ?? 0)).not.toBeNull();

    const next = await startStandInStack({ dataDirectory });
    const { pids, ...addresses } = next.stack();
    expect({ ...addresses, pids: before.pids }).toEqual(before);
    expect(Object.values(left ?? {}).map(({ pid }) => identifyProcess(pid))).toEqual(Array(6).fill(null));
    const clients = clientsOf(next);
    const { Body } = await clients.s3.send(new GetObjectCommand(at));
    expect(await Body?.transformToString()).toBe('kept');
    clients.close();
    await next.interrupt();
    expect(runningPids(pids)).toEqual([]);
  });

  it('says what is wrong when it cannot start, and leaves nothing', async () => {
    const temporal = process.execPath;
    await expect(startStandInStack({ dataDirectory: directory.path, temporal })).rejects.toThrow(
      /^temporal ended \(code \d+\) before it was ready/,
    );
    expect(existsSync(join(directory.path, 'processes.json'))).toBe(false);
    expect(await readStack(directory.path)).toBeNull();
  });

  it('names the port that is in use', async () => {
    const port = await freePort();
    const { createServer } = await import('node:net');
    const server = createServer().listen(port, '127.0.0.1');
    await expect(startStandInStack({ dataDirectory: directory.path, port })).rejects.toThrow(`Port ${port} is in use`);
    server.close();
  });
});

describe('a stack without versitygw', () => {
  const directory = temporaryDirectory();

  it('keeps S3 in memory, says what that means, and tells of new objects all the same', async () => {
    const local = await startStandInStack({ dataDirectory: directory.path, memory: true });
    expect(local.lines.join()).toContain('nothing in it survives a restart');
    const clients = clientsOf(local);
    const heard = local.nextEvent('uploads/in+memory.mp4');
    await clients.s3.send(
      new PutObjectCommand({ Bucket: local.stack().buckets.source, Key: 'uploads/in memory.mp4', Body: 'hello' }),
    );
    expect((await heard).record.s3.object).toMatchObject({ size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' });
    clients.close();
    expect(await local.interrupt()).toBe(0);
  });
});
