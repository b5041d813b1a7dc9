import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Client, Connection } from '@temporalio/client';
import { sourceKey } from '../../src/contracts/object-keys.js';
import { apiGatewayV1, apiGatewayV2 } from '../triggers/api-gateway-events.js';
import { S3_TEST_EVENT, s3Event, sqsEvent } from '../triggers/s3-events.js';
import { type HttpStub, startHttpStub } from '../support/http-stub.js';
import { findNode24 } from '../support/node-24.js';
import { startDynalite, type TestDynamoDb } from '../support/start-dynalite.js';
import { startTemporal, type TestTemporal } from '../support/start-temporal.js';
import { startVersitygw, type TestS3 } from '../support/start-versitygw.js';

jest.setTimeout(120_000);

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const INVOKE = join(import.meta.dirname, '../support/invoke-lambda.js');
const SECRET = 'upreel/temporal';
const ACCOUNT = { accountId: '123456789012', userArn: 'arn:aws:iam::123456789012:user/me', userId: 'AIDAEXAMPLE' };
/** As API Gateway's authorisers say who calls: a JWT authoriser in format 2.0, a user pool's in 1.0; IAM in both. */
const CLAIMS = { 'custom:tenant': 'acme', tenant: 'acme', sub: 'me' };
const FORMATS = [
  ['1.0', (varied: Parameters<typeof apiGatewayV1>[0]) => apiGatewayV1({ authorizer: { claims: CLAIMS }, ...varied })],
  [
    '2.0',
    (varied: Parameters<typeof apiGatewayV2>[0]) =>
      apiGatewayV2({ authorizer: { jwt: { claims: CLAIMS } }, ...varied }),
  ],
  ['1.0 under IAM', (varied: Parameters<typeof apiGatewayV1>[0]) => apiGatewayV1({ identity: ACCOUNT, ...varied })],
  [
    '2.0 under IAM',
    (varied: Parameters<typeof apiGatewayV2>[0]) => apiGatewayV2({ authorizer: { iam: ACCOUNT }, ...varied }),
  ],
] as const;

let directory: string;
let dynamodb: TestDynamoDb;
let s3: TestS3;
let temporal: TestTemporal;
let aws: HttpStub;
let temporalAddress: string;
let environment: Record<string, string>;
let node24: string | null;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'upreel-bundles-'));
  copyBundles(await synthesiseBundles());
  [dynamodb, s3, temporal, aws, node24] = await Promise.all([
    startDynalite(),
    startVersitygw(),
    startTemporal(),
    startHttpStub(({ target }) => answerOf(target)),
    findNode24(),
  ]);
  temporalAddress = temporal.address;
  environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'testsecret',
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: String((await dynamodb.client.config.endpoint?.())?.port ?? ''),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
    AWS_ENDPOINT_URL_ECS: aws.url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    UPREEL_S3_PATH_STYLE: 'true',
    UPREEL_SOURCE_BUCKET: s3.buckets.versioned,
    UPREEL_PROCESSED_BUCKET: s3.buckets.plain,
    UPREEL_FINAL_BUCKET: s3.buckets.plain,
    UPREEL_TABLE: await dynamodb.createTable('jobs'),
    UPREEL_TOPIC_EXTRACTION: 'arn:aws:sns:us-east-1:123456789012:extraction',
    UPREEL_TOPIC_PROCESSING: 'arn:aws:sns:us-east-1:123456789012:processing',
    UPREEL_TOPIC_RECOMPOSITION: 'arn:aws:sns:us-east-1:123456789012:recomposition',
    UPREEL_TOPIC_COMPLETION: 'arn:aws:sns:us-east-1:123456789012:completion',
    UPREEL_TEMPORAL_SECRET: SECRET,
    UPREEL_CLUSTER: 'cluster',
    UPREEL_MEDIA_SERVICE: 'media',
    UPREEL_GPU_SERVICE: 'gpu',
    UPREEL_WORKER_VERSIONING: 'true',
    UPREEL_BUILD_ID: '0123456789ab',
  };
  environment.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${environment.AWS_ENDPOINT_URL_DYNAMODB}`;
});

afterAll(async () => {
  await Promise.all([dynamodb.stop(), s3.stop(), temporal.stop(), aws.close()]);
  rmSync(directory, { recursive: true, force: true });
});

function answerOf(target: string) {
  switch (target) {
    case 'GetSecretValue':
      return { body: { SecretString: JSON.stringify({ address: temporalAddress, namespace: 'default', apiKey: '' }) } };
    case 'DescribeServices':
      return { body: { services: [{ serviceArn: 'a', status: 'ACTIVE', desiredCount: 0, tags: [] }] } };
    case 'ListServices':
      return { body: { serviceArns: [] } };
    default:
      return { status: 400, body: { __type: 'UnknownOperationException' } };
  }
}

/** What `cdk deploy` would upload, by the function's logical id: by the synthesis that everybody runs. */
async function synthesiseBundles(): Promise<ReadonlyMap<string, string>> {
  const outdir = join(directory, 'cdk.out');
  await run(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, CDK_OUTDIR: outdir },
  });
  const template = JSON.parse(readFileSync(join(outdir, 'Upreel.template.json'), 'utf8')) as {
    readonly Resources: Record<
      string,
      { readonly Type: string; readonly Properties: { readonly Code?: { readonly S3Key: string } } }
    >;
  };
  return new Map(
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties }]) => [id, join(outdir, `asset.${(Properties.Code?.S3Key ?? '').replace('.zip', '')}`)]),
  );
}

/** Each into a folder that holds nothing else. */
function copyBundles(assets: ReadonlyMap<string, string>): void {
  for (const [id, asset] of assets) {
    const name = id.replace(/[0-9A-F]{8}$/, '');
    mkdirSync(join(directory, name));
    expect(readdirSync(asset)).toEqual(['index.mjs']);
    copyFileSync(join(asset, 'index.mjs'), join(directory, name, 'index.mjs'));
  }
}

interface Invocation {
  readonly answer: unknown;
  readonly node: string;
  readonly lines: readonly string[];
}

/** In a process that has the bundle and the function's variables, and nothing of this repository. */
async function invoke(node: string, name: string, event: unknown): Promise<Invocation> {
  const child = spawn(node, [INVOKE, join(directory, name, 'index.mjs')], {
    cwd: join(directory, name),
    env: environment,
  });
  child.stdin.end(JSON.stringify(event));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = out.trim().split('\n');
  try {
    return {
      ...(JSON.parse(lines.at(-1) ?? '') as { answer: unknown; node: string }),
      lines: lines.slice(0, -1).filter((line) => line !== ''),
    };
  } catch {
    throw new Error(`${name} did not answer: ${out}${err}`);
  }
}

async function upload(jobId: string): Promise<string> {
  const key = sourceKey('real', jobId, 'a clip.mp4');
  await s3.client.send(
    new PutObjectCommand({ Bucket: s3.buckets.versioned, Key: key, Body: 'no video', ContentType: 'video/mp4' }),
  );
  return key;
}

it('a synthesis with a wrong parameter makes nothing, and says which and what would be right', async () => {
  const outdir = join(directory, 'wrong');
  const env = { PATH: process.env.PATH, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: '{"upreel:auth":"none"}' };
  await expect(run(process.execPath, ['--import', 'tsx', 'infra/app.ts'], { cwd: ROOT, env })).rejects.toMatchObject({
    code: 1,
    stderr: 'This deployment can\'t be made:\n  upreel:auth is "none", but must be one of iam, jwt.\n',
  });
  expect(existsSync(join(outdir, 'Upreel.template.json'))).toBe(false);
});

describe.each([
  ['the Node that runs this', () => process.execPath],
  ['Node 24', () => node24],
])('under %s', (name, nodeOf) => {
  const jobId = name === 'Node 24' ? '7a0c3e4e-2c5a-4f5b-9d6e-3f1a2b3c4d5e' : '1d2c3b4a-2c5a-4f5b-9d6e-3f1a2b3c4d5e';

  const call = async (functionName: string, event: unknown): Promise<Invocation> => {
    const node = nodeOf();
    if (node === null) throw new Error('There is no Node 24 for this machine.');
    const invocation = await invoke(node, functionName, event);
    if (name === 'Node 24') expect(invocation.node).toMatch(/^v24\./);
    return invocation;
  };

  it('roll-out makes a fresh namespace fit, and the first build the current one', async () => {
    const { answer, lines } = await call('RollOut', {});
    expect(answer).toBeNull();
    expect(lines.join('\n')).toContain('New jobs begin on version 0123456789ab');
  });

  it("start-job gives an upload of S3's event, through SQS, its workflow", async () => {
    const key = await upload(jobId);
    const event = sqsEvent(s3Event({ bucket: s3.buckets.versioned, key }), S3_TEST_EVENT);
    await expect(call('StartJob', event)).resolves.toMatchObject({ answer: { batchItemFailures: [] } });
    const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
    const { status, memo } = await client.workflow.getHandle(`upscale-${jobId}`).describe();
    await client.connection.close();
    expect(status.name).toBe('RUNNING');
    expect(memo).toMatchObject({ source: { bucket: s3.buckets.versioned, key } });
  });

  it('start-job gives back the message that it can do nothing for, and that one alone', async () => {
    const event = sqsEvent(S3_TEST_EVENT, '{"no":"event"}');
    await expect(call('StartJob', event)).resolves.toMatchObject({
      answer: { batchItemFailures: [{ itemIdentifier: 'm1' }] },
    });
  });

  it.each(FORMATS)('presign-upload signs, and refuses, in events of format %s', async (_, eventOf) => {
    const { answer } = await call('PresignUpload', eventOf({ body: JSON.stringify({ fileName: 'a.mp4' }) }));
    expect(answer).toMatchObject({ statusCode: 200 });
    const { url, headers } = JSON.parse((answer as { body: string }).body) as {
      readonly url: string;
      readonly headers: Record<string, string>;
    };
    const uploaded = await fetch(url, { method: 'PUT', body: 'x', headers });
    expect(uploaded.status).toBe(200);
    const refused = await call('PresignUpload', eventOf({ body: '{}' }));
    expect(refused.answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('fileName') as string });
  });

  it.each(FORMATS)('the jobs API lists, and misses, in events of format %s', async (_, eventOf) => {
    const listed = await call(
      'JobsApi',
      eventOf({ method: 'GET', path: '/jobs', queryStringParameters: { limit: '5' } }),
    );
    expect(listed.answer).toMatchObject({ statusCode: 200 });
    expect(JSON.parse((listed.answer as { body: string }).body)).toMatchObject({ rows: [] });
    const missed = await call(
      'JobsApi',
      eventOf({ method: 'GET', path: '/jobs/00000000-0000-4000-8000-000000000000' }),
    );
    expect(missed.answer).toMatchObject({ statusCode: 404 });
  });

  it('scale-workers and watch-jobs write metrics that CloudWatch reads', async () => {
    const fleets = (await call('ScaleWorkers', {})).lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(fleets.map(({ TaskQueue, WorkersMissing }) => [TaskQueue, WorkersMissing])).toEqual(
      expect.arrayContaining([
        ['upreel-media', 0],
        ['upreel-gpu', 0],
      ]) as unknown,
    );
    const [jobs = ''] = (await call('WatchJobs', {})).lines;
    expect(JSON.parse(jobs)).toMatchObject({ JobsCompleted: 0, JobsFailed: 0, JobsStuck: 0 });
  });
});
