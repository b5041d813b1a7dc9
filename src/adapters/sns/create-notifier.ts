import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Topic } from '../../contracts/job-message.js';
import type { Notifier } from '../../ports/notifier.js';
import { unavailable } from '../aws/unavailable.js';

export interface NotifierDeps {
  readonly client: SNSClient;
  /** ARNs. */
  readonly topics: Readonly<Record<Topic, string>>;
}

/** SNS behind the Notifier port; `status` is also a message attribute, for filter policies. */
export function createNotifier({ client, topics }: NotifierDeps): Notifier {
  return {
    async publish(topic, message) {
      try {
        await client.send(
          new PublishCommand({
            TopicArn: topics[topic],
            Message: JSON.stringify(message),
            MessageAttributes: { status: { DataType: 'String', StringValue: message.status } },
          }),
        );
      } catch (error) {
        throw unavailable('SNS', `publish to the topic ${topic}`, error);
      }
    },
  };
}
