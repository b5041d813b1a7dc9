import { createJobTable } from '../../src/adapters/dynamodb/create-job-table.js';
import type { JobTable } from '../../src/ports/job-table.js';
import { createJobsApiHandler } from '../../src/triggers/jobs-api.js';
import { FakeJobControl } from '../support/fake-job-control.js';
import { MemoryObjectStore } from '../support/memory-object-store.js';
import { sampleEstimateSetting } from '../support/sample-estimate-setting.js';
import { sampleJob } from '../support/sample-job.js';
import { startDynalite, type TestDynamoDb } from '../support/start-dynalite.js';
import { apiGatewayV1, apiGatewayV2 } from './api-gateway-events.js';

const ACCOUNT = '210987654321';

let dynamodb: TestDynamoDb;
let table: JobTable;
beforeAll(async () => {
  dynamodb = await startDynalite();
  table = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable('jobs') });
  const jobs = { acme: ['a1', 'a2'], [ACCOUNT]: ['i1'], other: ['o1'] };
  for (const [tenant, jobIds] of Object.entries(jobs)) {
    for (const jobId of jobIds) await table.register(sampleJob({ jobId, tenant }), { runId: 'run', revision: 1 });
  }
});
afterAll(() => dynamodb.stop());

async function call(event: object): Promise<{ readonly statusCode: number; readonly body: unknown }> {
  const unused = () => Promise.reject(new Error('not asked for'));
  const handler = createJobsApiHandler({
    table,
    control: new FakeJobControl(),
    store: new MemoryObjectStore(),
    signer: { signPut: unused, signGet: unused },
    estimates: { setting: sampleEstimateSetting(), precision: 'fp32' },
    callers: { kind: 'authoriser', tenantClaim: 'tenant', priorityClaim: 'priority' },
    log: { info: () => undefined, error: () => undefined },
  });
  const { statusCode, body } = await handler(event);
  return { statusCode, body: JSON.parse(body) as unknown };
}

const jwt = { authorizer: { jwt: { claims: { tenant: 'acme' }, scopes: null } } };
const list = { method: 'GET', path: '/jobs' };

it.each([
  ['a JWT, format 2.0', apiGatewayV2({ ...list, ...jwt }), ['a1', 'a2']],
  ['a JWT, format 1.0', apiGatewayV1({ ...list, authorizer: { claims: { tenant: 'acme' } } }), ['a1', 'a2']],
  ['a Lambda authoriser, 2.0', apiGatewayV2({ ...list, authorizer: { lambda: { tenant: 'acme' } } }), ['a1', 'a2']],
  [
    'a Lambda authoriser, 1.0',
    apiGatewayV1({ ...list, authorizer: { principalId: 'x', tenant: 'acme' } }),
    ['a1', 'a2'],
  ],
  ['IAM, format 2.0', apiGatewayV2({ ...list, authorizer: { iam: { accountId: ACCOUNT, userArn: 'arn:x' } } }), ['i1']],
  ['IAM, format 1.0', apiGatewayV1({ ...list, identity: { accountId: ACCOUNT, userArn: 'arn:x' } }), ['i1']],
])('shows the caller of %s its own jobs only', async (_, event, jobIds) => {
  const { statusCode, body } = await call(event);
  expect(statusCode).toBe(200);
  expect((body as { rows: { JobId: string }[] }).rows.map(({ JobId }) => JobId).sort()).toEqual(jobIds);
});

it.each([
  ['GET', '/jobs/o1'],
  ['DELETE', '/jobs/o1'],
  ['POST', '/jobs/o1/cancel'],
  ['POST', '/jobs/o1/retry'],
  ['GET', '/jobs/o1/result'],
])("answers %s %s of another tenant's job as it answers for none", async (method, path) => {
  const others = await call(apiGatewayV2({ method, path, ...jwt }));
  expect(others).toMatchObject({ statusCode: 404, body: { error: { message: 'There is no job o1.' } } });
  expect(await table.get('o1')).toMatchObject({ Status: 'INITIATED' });
});

it.each([
  ['no authoriser', {}],
  ['no such claim', { authorizer: { jwt: { claims: { sub: 'x' } } } }],
  ['a claim that is no tenant', { authorizer: { jwt: { claims: { tenant: 'a b' } } } }],
])('lets nobody in with %s', async (_, given) => {
  expect(await call(apiGatewayV2({ ...list, ...given }))).toMatchObject({
    statusCode: 403,
    body: { error: { code: 'Forbidden' } },
  });
});
