import { Aws, CfnOutput, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SOURCE_PREFIX, UPLOADS_PREFIX } from '../../src/contracts/object-keys.js';

/** What start-job may take for a batch of events. */
export const START_JOB_TIMEOUT = Duration.seconds(60);

/** As AWS advises for a queue that feeds a function. */
const VISIBILITY = Duration.seconds(6 * START_JOB_TIMEOUT.toSeconds());

/** An hour, in which a Temporal that is away comes back; later ones are put back with `upreel admin redrive`. */
const MAX_RECEIVES = 10;

/** S3 tells this queue of every object that is created under the two upload prefixes, however it is created. */
export class UploadQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { source }: { readonly source: Bucket }) {
    super(scope, id);
    const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...shared, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Events', {
      ...shared,
      visibilityTimeout: VISIBILITY,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    // By account and not by bucket: the bucket's notifications need the policy first, so it can't name the bucket.
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    notify(source, this.queue);
    new CfnOutput(this, 'EventsUrl', { value: this.queue.queueUrl, description: 'UPREEL_QUEUE_EVENTS' });
    new CfnOutput(this, 'DeadLettersUrl', {
      value: this.deadLetters.queueUrl,
      description: 'UPREEL_QUEUE_DEAD_LETTERS',
    });
  }
}

/** In the bucket's own template: CDK's own way brings a function that may change every bucket's notifications. */
function notify(bucket: Bucket, queue: Queue): void {
  const resource = bucket.node.defaultChild;
  const policy = queue.node.findChild('Policy');
  if (!(resource instanceof CfnBucket)) throw new Error('The source bucket is of this template.');
  resource.node.addDependency(policy);
  resource.notificationConfiguration = {
    queueConfigurations: [UPLOADS_PREFIX, SOURCE_PREFIX].map((prefix) => ({
      event: 's3:ObjectCreated:*',
      queue: queue.queueArn,
      filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
    })),
  };
}
