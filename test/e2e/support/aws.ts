import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { JobMessage, Topic } from '../../../src/contracts/job-message.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import type { Stack } from '../../../src/contracts/stack.js';

/** The stack's AWS side as any other program would see it. */
export class StackAws {
  readonly s3: S3Client;
  private readonly table: DynamoDBDocumentClient;
  private readonly sns: SNSClient;
  readonly sqs: SQSClient;
  private readonly stack: Stack;

  constructor(stack: Stack) {
    const { region, endpoints, accessKeyId, secretAccessKey } = stack.aws;
    const shared = { region, credentials: { accessKeyId, secretAccessKey } };
    this.stack = stack;
    this.s3 = new S3Client({ ...shared, endpoint: endpoints.s3, forcePathStyle: true });
    this.sns = new SNSClient({ ...shared, endpoint: endpoints.sns });
    this.sqs = new SQSClient({ ...shared, endpoint: endpoints.sqs });
    this.table = DynamoDBDocumentClient.from(new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }));
  }

  async row(jobId: string): Promise<JobRow | null> {
    const { Item } = await this.table.send(new GetCommand({ TableName: this.stack.table, Key: { JobId: jobId } }));
    return (Item as JobRow | undefined) ?? null;
  }

  async keys(bucket: keyof Stack['buckets'], prefix: string): Promise<string[]> {
    const pages = paginateListObjectsV2({ client: this.s3 }, { Bucket: this.stack.buckets[bucket], Prefix: prefix });
    const keys: string[] = [];
    for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys.sort();
  }

  /** No message of the queue waits or is being handled. */
  async isEmpty(queueUrl: string): Promise<boolean> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    return Attributes.ApproximateNumberOfMessages === '0' && Attributes.ApproximateNumberOfMessagesNotVisible === '0';
  }

  /** A queue that receives what the topics say from now on, in the order of arrival. */
  async subscribe(topics: readonly Topic[]): Promise<Subscription> {
    const { QueueUrl = '' } = await this.sqs.send(new CreateQueueCommand({ QueueName: `test-${Date.now()}` }));
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    for (const topic of topics) {
      const { TopicArn } = await this.sns.send(
        new CreateTopicCommand({ Name: this.stack.topics[topic].split(':').at(-1) }),
      );
      await this.sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: Attributes.QueueArn,
          Attributes: { RawMessageDelivery: 'true' },
        }),
      );
    }
    return new Subscription(this.sqs, QueueUrl);
  }

  close(): void {
    for (const client of [this.s3, this.sns, this.sqs, this.table]) client.destroy();
  }
}

export class Subscription {
  private readonly sqs: SQSClient;
  private readonly url: string;

  constructor(sqs: SQSClient, url: string) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Messages of one job until its completion message, that included. */
  async untilCompletion(jobId: string): Promise<JobMessage[]> {
    const messages: JobMessage[] = [];
    for (;;) {
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: this.url, WaitTimeSeconds: 5, MaxNumberOfMessages: 1 }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        await this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle }));
        const message = JSON.parse(Body) as JobMessage;
        if (message.jobId !== jobId) continue;
        messages.push(message);
        if (message.eventId.endsWith(':completion')) return messages;
      }
    }
  }
}
