import { ECSClient } from '@aws-sdk/client-ecs';
import { createJobsServices } from '../../../src/adapters/ecs/create-jobs-services.js';
import { createScaleInProtection } from '../../../src/adapters/ecs/create-scale-in-protection.js';
import { createWorkerServices } from '../../../src/adapters/ecs/create-worker-services.js';
import { type HttpStub, startHttpStub, type StubCall } from '../../support/http-stub.js';

let stub: HttpStub;
let answers: Record<string, (body: Record<string, unknown>) => { status?: number; body: unknown }>;
let client: ECSClient;

beforeEach(async () => {
  answers = {};
  stub = await startHttpStub(
    ({ target, method, body }: StubCall) =>
      answers[target === '' ? method : target]?.(body) ?? { status: 400, body: { __type: 'ClusterNotFoundException' } },
  );
  client = new ECSClient({
    endpoint: stub.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  client.destroy();
  await stub.close();
});

describe('services of workers', () => {
  it('say how many workers were asked for', async () => {
    answers.DescribeServices = () => ({ body: { services: [{ desiredCount: 3, runningCount: 1 }] } });
    await expect(createWorkerServices({ client, cluster: 'c' }).orderedOf('gpu')).resolves.toBe(3);
    expect(stub.calls[0]?.body).toMatchObject({ cluster: 'c', services: ['gpu'] });
  });

  it('that are not there are named', async () => {
    answers.DescribeServices = () => ({ body: { services: [], failures: [{ reason: 'MISSING' }] } });
    await expect(createWorkerServices({ client, cluster: 'c' }).orderedOf('gpu')).rejects.toMatchObject({
      type: 'Unavailable',
      message: 'ECS could not describe the service gpu (Error: there is no such service).',
    });
  });
});

describe('services of jobs workers', () => {
  it('are those of the cluster that bear a build, page after page', async () => {
    answers.ListServices = ({ nextToken }) => ({
      body: nextToken === undefined ? { serviceArns: ['a', 'b'], nextToken: 'n' } : { serviceArns: ['c'] },
    });
    const tags = (value: string) => [{ key: 'upreel:build-id', value }];
    answers.DescribeServices = ({ services }) => ({
      body: {
        services: (services as string[]).map((serviceArn) => ({
          serviceArn,
          status: serviceArn === 'c' ? 'DRAINING' : 'ACTIVE',
          tags: serviceArn === 'b' ? [] : tags(`build-${serviceArn}`),
        })),
      },
    });
    await expect(createJobsServices({ client, cluster: 'c' }).list()).resolves.toEqual([
      { id: 'a', buildId: 'build-a' },
    ]);
  });

  it('go with the workers they still run', async () => {
    answers.DeleteService = () => ({ body: { service: {} } });
    await createJobsServices({ client, cluster: 'c' }).remove('a');
    expect(stub.calls[0]?.body).toEqual({ cluster: 'c', service: 'a', force: true });
  });

  it('tell what ECS refuses', async () => {
    await expect(createJobsServices({ client, cluster: 'c' }).list()).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

describe('protection from being scaled in', () => {
  it('is asked of the agent for two hours, and given back', async () => {
    answers.PUT = () => ({ body: { protection: { ProtectionEnabled: true } } });
    const protection = createScaleInProtection({ agentUri: stub.url });
    await protection.protect();
    await protection.release();
    expect(stub.calls.map(({ path, body }) => [path, body])).toEqual([
      ['/task-protection/v1/state', { ProtectionEnabled: true, ExpiresInMinutes: 120 }],
      ['/task-protection/v1/state', { ProtectionEnabled: false }],
    ]);
  });

  it.each([
    ['status 200', { body: { failure: { Reason: 'DEPLOYMENT_BLOCKED' } } }],
    ['an error', { status: 400, body: { error: { Code: 'AccessDeniedException' } } }],
  ])('that is refused with %s is no protection', async (_, answer) => {
    answers.PUT = () => answer;
    await expect(createScaleInProtection({ agentUri: stub.url }).protect()).rejects.toMatchObject({
      type: 'Unavailable',
      message: expect.stringMatching(/DEPLOYMENT_BLOCKED|AccessDenied/) as string,
    });
  });
});
