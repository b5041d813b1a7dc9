import { Match } from 'aws-cdk-lib/assertions';
import { jobTableDefinition } from '../../src/adapters/dynamodb/job-table-definition.js';
import { TOPICS } from '../../src/contracts/job-message.js';
import { resourcesOf, synthesise } from './synthesise.js';

const template = synthesise({ intermediateDays: '3', replacedSourceDays: '11', allowedOrigins: 'https://a.example' });
const buckets = resourcesOf(template, 'AWS::S3::Bucket');

function bucket(name: string) {
  const [found] = Object.entries(buckets).filter(([id]) => id.startsWith(`Buckets${name}`));
  return found?.[1] ?? {};
}

describe('buckets', () => {
  it.each(Object.keys(buckets))('%s is encrypted, private and reached over TLS only', (id) => {
    expect(buckets[id]).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything() as unknown] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('keep every version of an upload, and replaced ones for as long as was asked', () => {
    expect(bucket('Source')).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 11 } }),
        ]) as unknown,
      },
    });
  });

  it('take uploads by parts and single ones from the pages that may', () => {
    expect(bucket('Source')).toMatchObject({
      CorsConfiguration: {
        CorsRules: [
          expect.objectContaining({
            AllowedOrigins: ['https://a.example'],
            AllowedMethods: expect.arrayContaining(['PUT']) as unknown,
            ExposedHeaders: ['ETag'],
          }),
        ],
      },
    });
  });

  it('lose intermediates after the longest job and the days asked for, and nothing but intermediates', () => {
    expect(bucket('Processed')).toMatchObject({
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({ Prefix: 'jobs/', ExpirationInDays: 14 + 3 }),
        ]) as unknown,
      },
    });
    for (const name of ['Source', 'Final']) {
      expect(JSON.stringify(bucket(name).LifecycleConfiguration)).not.toContain('ExpirationInDays');
    }
  });

  it.each(['Source', 'Processed', 'Final'])('%s gives up uploads whose parts nobody completes', (name) => {
    expect(bucket(name)).toMatchObject({
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }),
        ]) as unknown,
      },
    });
  });
});

describe('the jobs table', () => {
  const [table = {}] = Object.values(resourcesOf(template, 'AWS::DynamoDB::Table'));

  it('has the keys and indexes of the local one', () => {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = jobTableDefinition('any');
    expect(table).toMatchObject({ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode });
  });

  it('can be set back to any second, and is not deleted by mistake', () => {
    expect(table).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });
});

describe('topics', () => {
  it('are one a stage, encrypted', () => {
    const topics = resourcesOf(template, 'AWS::SNS::Topic');
    for (const stage of TOPICS) {
      const [, topic] = Object.entries(topics).find(([id]) => id.startsWith(`Topics${stage}`)) ?? [];
      expect(topic).toHaveProperty('KmsMasterKeyId');
    }
  });
});

it('data goes with the stack only where that was asked for', () => {
  const policies = (given: Record<string, string>) =>
    Object.entries(synthesise(given).toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>)
      .filter(([id, { Type }]) => /S3::Bucket$|DynamoDB::Table$/.test(Type) && !id.includes('AccessLogs'))
      .map(([, { DeletionPolicy }]) => DeletionPolicy);
  expect(new Set(policies({}))).toEqual(new Set(['Retain']));
  expect(new Set(policies({ keepData: 'no' }))).toEqual(new Set(['Delete']));
});
