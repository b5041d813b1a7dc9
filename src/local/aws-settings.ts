import { TOPICS } from '../contracts/job-message.js';
import type { Topic } from '../contracts/job-message.js';

/** The local account: names are the same in every data directory. */
export const REGION = 'us-east-1';
export const NAMESPACE = 'default';
export const BUCKETS = { source: 'upreel-source', processed: 'upreel-processed', final: 'upreel-final' } as const;
export const TABLE = 'upreel-jobs';
export const QUEUES = { events: 'upreel-events', deadLetters: 'upreel-dead-letters' } as const;

/** As the emulator numbers its one account. */
const ACCOUNT = '000000000000';

export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
}

export function queueUrl(origin: string, name: string): string {
  return `${origin}/${ACCOUNT}/${name}`;
}

export function topicName(topic: Topic): string {
  return `upreel-${topic}`;
}

export function topicArns(): Readonly<Record<Topic, string>> {
  const arns = TOPICS.map((topic) => [topic, `arn:aws:sns:${REGION}:${ACCOUNT}:${topicName(topic)}`] as const);
  return Object.fromEntries(arns) as Record<Topic, string>;
}
