import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as delay } from 'node:timers/promises';

import { failedMessages, type SqsBatchResponse, type SqsEvent, toSqsEvent } from './sqs-event.js';

/** The most that Lambda's own mapping takes at once without being told to. */
const BATCH_SIZE = 10;
const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_FAILURE_MS = 500;

export interface QueueConsumerDeps {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly handle: (event: SqsEvent) => Promise<SqsBatchResponse | null | undefined>;
  /** A message was handled and is deleted. */
  readonly onHandled: (body: string) => void;
  readonly write: (line: string) => void;
}

/**
 * Plays Lambda's event-source mapping until it is stopped: messages that the function did not handle are left to come
 * back after their visibility timeout, and to the queue's redrive policy.
 */
export function startQueueConsumer(deps: QueueConsumerDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = consume(deps, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function consume(deps: QueueConsumerDeps, signal: AbortSignal): Promise<void> {
  const stopped = () => signal.aborted;
  while (!stopped()) {
    try {
      await consumeBatch(deps, signal);
    } catch (error) {
      // Also while the queue's process is being started again.
      if (!isUnreachable(error) && !stopped()) deps.write(`start-job failed: ${String(error)}`);
      await delay(PAUSE_AFTER_FAILURE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function consumeBatch(deps: QueueConsumerDeps, signal: AbortSignal): Promise<void> {
  const { sqs, queueUrl } = deps;
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: BATCH_SIZE,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
    }),
    { abortSignal: signal },
  );
  if (messages.length === 0) return;
  const event = toSqsEvent(messages, deps.queueArn);
  const failed = failedMessages(event, await deps.handle(event));
  for (const { messageId, receiptHandle, body } of event.Records) {
    if (failed.has(messageId)) continue;
    deps.onHandled(body);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
  }
  if (failed.size > 0) deps.write(`start-job could not handle ${failed.size} of ${messages.length} events yet.`);
}

function isUnreachable(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}
