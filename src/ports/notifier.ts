import type { JobMessage, Topic } from '../contracts/job-message.js';

/** SNS: at least once; subscribers tell duplicates by the message's eventId. */
export interface Notifier {
  publish(topic: Topic, message: JobMessage): Promise<void>;
}
