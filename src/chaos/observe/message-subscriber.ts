import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';

import { type JobMessage, type Topic, TOPICS } from '../../contracts/job-message.js';
import type { Servers } from './servers.js';

const LONG_POLL_SECONDS = 2;

/** A queue of its own on every topic; each message is handed on as it arrives. `stop` takes what is still there first. */
export async function subscribe(
  { sns, sqs }: Pick<Servers, 'sns' | 'sqs'>,
  topics: Readonly<Record<Topic, string>>,
  onMessage: (topic: Topic, message: JobMessage) => void,
): Promise<{ readonly stop: () => Promise<void> }> {
  const queues = await Promise.all(
    TOPICS.map(async (topic) => {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `chaos-${topic}` }));
      const attributes = { QueueUrl, AttributeNames: ['QueueArn' as const] };
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(attributes));
      await sns.send(
        new SubscribeCommand({
          TopicArn: topics[topic],
          Protocol: 'sqs',
          Endpoint: Attributes.QueueArn,
          Attributes: { RawMessageDelivery: 'true' },
        }),
      );
      return { topic, QueueUrl };
    }),
  );
  const stopping = new AbortController();
  const receive = async ({ topic, QueueUrl }: (typeof queues)[number]): Promise<void> => {
    for (;;) {
      const last = stopping.signal.aborted;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: last ? 0 : LONG_POLL_SECONDS }),
      );
      for (const { Body = '' } of Messages) {
        onMessage(topic, JSON.parse(Body) as JobMessage);
      }
      if (Messages.length > 0) {
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      } else if (last) {
        return;
      }
    }
  };
  const received = Promise.all(queues.map(receive));
  return {
    stop: async () => {
      stopping.abort();
      await received;
    },
  };
}
