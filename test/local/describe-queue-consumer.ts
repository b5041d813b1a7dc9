import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { startQueueConsumer } from '../../src/local/queue-consumer.js';
import type { TestMessaging } from '../support/start-fauxqs.js';

const WITHIN_MS = 20_000;
const MAX_RECEIVES = 2;

/** What the consumer asks of any server that says it is SQS. */
export function describeQueueConsumer(server: string, start: () => Promise<TestMessaging>): void {
  describe(`startQueueConsumer on ${server}`, () => {
    let messaging: TestMessaging;
    beforeAll(async () => {
      messaging = await start();
    });
    afterAll(() => messaging.stop());

    const attribute = async (QueueUrl: string, name: QueueAttributeName): Promise<string> => {
      const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
      return (await messaging.sqs.send(request)).Attributes?.[name] ?? '';
    };
    const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> => {
      const QueueName = `${name}-${randomUUID()}`;
      return (await messaging.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
    };
    const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
      const deadline = Date.now() + WITHIN_MS;
      while (!(await isSo())) {
        if (Date.now() > deadline) throw new Error('It did not come about.');
        await delay(50);
      }
    };

    it('hands every message over, deletes what was handled, and gives up what never is', async () => {
      const deadLetters = await create('dead-letters');
      const queueUrl = await create('events', {
        VisibilityTimeout: '1',
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: await attribute(deadLetters, 'QueueArn'),
          maxReceiveCount: MAX_RECEIVES,
        }),
      });
      const queueArn = await attribute(queueUrl, 'QueueArn');
      const handled: string[] = [];
      const refused: string[] = [];
      const said: string[] = [];
      const consumer = startQueueConsumer({
        sqs: messaging.sqs,
        queueUrl,
        queueArn,
        handle: ({ Records }) => {
          const bad = Records.filter(({ body }) => body === 'bad');
          refused.push(...bad.map(({ attributes }) => attributes.ApproximateReceiveCount ?? ''));
          return Promise.resolve({ batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) });
        },
        onHandled: (body) => handled.push(body),
        write: (line) => said.push(line),
      });
      try {
        for (const MessageBody of ['one', 'bad', 'two']) {
          await messaging.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
        }
        await until(async () => (await attribute(deadLetters, 'ApproximateNumberOfMessages')) === '1');
      } finally {
        await consumer.stop();
      }
      expect(handled.sort()).toEqual(['one', 'two']);
      expect(refused).toEqual(['1', '2']);
      expect(said.length).toBe(MAX_RECEIVES);
      expect(await attribute(queueUrl, 'ApproximateNumberOfMessages')).toBe('0');
      expect(await attribute(queueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
    });
  });
}
