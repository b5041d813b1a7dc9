import { Match, type Template } from 'aws-cdk-lib/assertions';
import { OPERATIONS } from '../../src/triggers/api/operations.js';
import { resourcesOf, synthesise } from './synthesise.js';

const template = synthesise({ requestsPerSecond: '7', allowedOrigins: 'https://a.example' });

function routesOf(of: Template) {
  return Object.values(resourcesOf(of, 'AWS::ApiGatewayV2::Route'));
}

describe('uploads', () => {
  it('are told to the queue under both prefixes, however the object was created', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: ['uploads/', 'data/src/'].map((prefix) =>
          Match.objectLike({
            Event: 's3:ObjectCreated:*',
            Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: prefix }] } },
          }),
        ),
      },
    });
  });

  it('can be told: S3 of this account may send before the bucket has its notifications', () => {
    const buckets = template.findResources('AWS::S3::Bucket', { Properties: { NotificationConfiguration: {} } });
    const [bucket] = Object.values(buckets) as { readonly DependsOn: readonly string[] }[];
    const policies = template.findResources('AWS::SQS::QueuePolicy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Allow',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            }),
          ]),
        },
      },
    });
    expect(bucket?.DependsOn).toEqual(expect.arrayContaining(Object.keys(policies)));
  });

  it('that nothing could be done for become dead letters after an hour, and stay two weeks', () => {
    const queues = Object.entries(resourcesOf(template, 'AWS::SQS::Queue'));
    const events = queues.find(([id]) => id.startsWith('UploadsEvents'))?.[1];
    const letters = queues.find(([id]) => id.startsWith('UploadsDeadLetters'));
    const redrive = events?.RedrivePolicy as { deadLetterTargetArn: unknown; maxReceiveCount: number };
    expect(redrive.deadLetterTargetArn).toEqual({ 'Fn::GetAtt': [letters?.[0], 'Arn'] });
    expect(redrive.maxReceiveCount * Number(events?.VisibilityTimeout)).toBe(3_600);
    expect(letters?.[1].MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('go to start-job, which takes back the ones that failed alone', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: Match.anyValue() },
    });
  });

  it('are waited for six times as long as start-job may take', () => {
    const startJob = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).find(({ Description }) =>
      String(Description).startsWith('Gives every uploaded video'),
    );
    const events = Object.entries(resourcesOf(template, 'AWS::SQS::Queue')).find(([id]) =>
      id.startsWith('UploadsEvents'),
    );
    expect(events?.[1].VisibilityTimeout).toBe(6 * Number(startJob?.Timeout));
  });
});

describe('the API', () => {
  it('lets nobody in without an AWS identity', () => {
    expect(routesOf(template).map(({ AuthorizationType }) => AuthorizationType)).toEqual(
      routesOf(template).map(() => 'AWS_IAM'),
    );
  });

  it('or without a token of the issuer', () => {
    const withTokens = synthesise({ auth: 'jwt', jwtIssuer: 'https://id.example/pool', jwtAudience: 'web, cli' });
    const [authorizerId] = Object.keys(resourcesOf(withTokens, 'AWS::ApiGatewayV2::Authorizer'));
    withTokens.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://id.example/pool', Audience: ['web', 'cli'] },
    });
    for (const route of routesOf(withTokens)) {
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizerId } });
    }
  });

  it('has a route for every operation of its document, and none that would take preflight requests', () => {
    const keys = routesOf(template).map(({ RouteKey }) => String(RouteKey));
    const patterns = keys.map((key) => new RegExp(`^${key.replace('{below+}', '.+')}$`));
    const operations = Object.keys(OPERATIONS);
    expect(operations.filter((operation) => !patterns.some((pattern) => pattern.test(operation)))).toEqual([]);
    expect(keys.filter((key) => /^(ANY|OPTIONS|\$default)/.test(key))).toEqual([]);
  });

  it('answers so many calls a second, to the pages that may ask, and writes down who called', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 14 },
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ AllowOrigins: ['https://a.example'] }),
    });
  });
});

it('functions run on Node 24, keep their logs as long as asked, and hold no secret', () => {
  for (const found of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
    expect(found).toMatchObject({ Runtime: 'nodejs24.x', LoggingConfig: { LogGroup: expect.anything() as unknown } });
    expect(JSON.stringify(found)).not.toMatch(/API_KEY|resolve:secretsmanager/);
  }
  for (const group of Object.values(resourcesOf(template, 'AWS::Logs::LogGroup'))) {
    expect(group.RetentionInDays).toBe(30);
  }
});
