import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { freePort } from '../../src/local/free-port.js';
import { answers, startProcess } from './start-process.js';
import { toolPath } from './tools.js';

export interface TestS3 {
  readonly client: S3Client;
  /** As the product presigns: no checksum of a body that nobody has seen. */
  readonly presigning: S3Client;
  readonly endpoint: string;
  /** Changes what is stored under a key of the plain bucket, behind the server's back. */
  damage(key: string, content: string): Promise<void>;
  readonly buckets: { readonly plain: string; readonly versioned: string };
  stop(): Promise<void>;
}

/** A real S3 server with an ordinary and a versioned bucket, on a directory of its own. */
export async function startVersitygw(): Promise<TestS3> {
  const directory = mkdtempSync(join(tmpdir(), 'upreel-s3-'));
  const [data, versions] = [join(directory, 'data'), join(directory, 'versions')];
  mkdirSync(data);
  mkdirSync(versions);
  const port = await freePort();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'testsecret' };
  const server = await startProcess({
    command: toolPath('versitygw'),
    args: [
      '--port',
      `127.0.0.1:${port}`,
      '--health',
      '/health',
      '--quiet',
      'posix',
      '--versioning-dir',
      versions,
      data,
    ],
    env: { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
    ready: () => answers(`http://127.0.0.1:${port}/health`),
  });
  return connectS3(`http://127.0.0.1:${port}`, {
    credentials,
    damage: (key, content) => {
      writeFileSync(join(data, BUCKETS.plain, key), content);
      return Promise.resolve();
    },
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}

const BUCKETS = { plain: 'plain', versioned: 'versioned' };

/** Clients of a server on this machine, which it ends together with, and the two buckets. */
export async function connectS3(
  endpoint: string,
  { credentials, damage, stop }: Pick<TestS3, 'damage' | 'stop'> & { credentials: Credentials },
): Promise<TestS3> {
  const settings = { endpoint, region: 'us-east-1', credentials, forcePathStyle: true };
  const client = new S3Client(settings);
  const presigning = new S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  await client.send(new CreateBucketCommand({ Bucket: BUCKETS.plain }));
  await client.send(new CreateBucketCommand({ Bucket: BUCKETS.versioned }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket: BUCKETS.versioned, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  return {
    client,
    presigning,
    endpoint,
    damage,
    buckets: BUCKETS,
    async stop() {
      client.destroy();
      presigning.destroy();
      await stop();
    },
  };
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
