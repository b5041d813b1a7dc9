import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createNotifier } from '../../../src/adapters/sns/create-notifier.js';
import type { JobMessage } from '../../../src/contracts/job-message.js';
import { freePort } from '../../../src/local/free-port.js';
import type { TestMessaging } from '../../support/start-fauxqs.js';

const NO_TOPICS = { extraction: '', processing: '', recomposition: '', completion: '' };

const message: JobMessage = {
  jobId: '12345678-1234-1234-1234-123456789012',
  videoName: 'my-video.mp4',
  sourceBucket: 'my-bucket',
  sourceKey: 'data/src/real/12345678-1234-1234-1234-123456789012/my-video.mp4',
  eventId: '12345678-1234-1234-1234-123456789012:run-1:extraction',
  status: 'INITIATED',
  timestamp: '2026-01-01T00:00:00.000Z',
};

/** The contract of the notifier, for any server that says it is SNS. */
export function describeNotifier(server: string, start: () => Promise<TestMessaging>): void {
  describe(`createNotifier on ${server}`, () => {
    let messaging: TestMessaging;
    beforeAll(async () => {
      messaging = await start();
    });
    afterAll(() => messaging.stop());

    it('brings the message to a subscribed queue, with the status as an attribute', async () => {
      const { sns, sqs } = messaging;
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'extraction' }));
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscribed' }));
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
      await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: Attributes?.QueueArn,
          Attributes: { RawMessageDelivery: 'true' },
        }),
      );
      await createNotifier({ client: sns, topics: { ...NO_TOPICS, extraction: TopicArn } }).publish(
        'extraction',
        message,
      );
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ['All'] }),
      );
      expect(JSON.parse(Messages?.[0]?.Body ?? '')).toEqual(message);
      expect(Messages?.[0]?.MessageAttributes?.status).toMatchObject({ DataType: 'String', StringValue: 'INITIATED' });
    });

    it('calls a topic that does not answer Unavailable', async () => {
      const client = new SNSClient({
        endpoint: `http://127.0.0.1:${await freePort()}`,
        region: 'us-east-1',
        maxAttempts: 1,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      const notifier = createNotifier({ client, topics: { ...NO_TOPICS, completion: 'arn:aws:sns:us-east-1:0:c' } });
      await expect(notifier.publish('completion', message)).rejects.toMatchObject({ type: 'Unavailable' });
    });
  });
}
