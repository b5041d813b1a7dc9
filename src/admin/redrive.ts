import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Redrive {
  readonly sqs: SQSClient;
  /** URLs. */
  readonly deadLetters: string;
  readonly events: string;
  /** How many at most. */
  readonly limit: number;
}

const BATCH = 10;
/** A queue on several machines answers a short poll from some of them only. */
const WAIT_SECONDS = 2;

/**
 * Puts dead letters back into the queue that they fell out of, and says how many. Sent before it is deleted: one that is
 * put back twice is one job all the same.
 */
export async function redrive({ sqs, deadLetters, events, limit }: Redrive): Promise<number> {
  let moved = 0;
  while (moved < limit) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetters,
        MaxNumberOfMessages: Math.min(BATCH, limit - moved),
        WaitTimeSeconds: WAIT_SECONDS,
      }),
    );
    if (messages.length === 0) break;
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: events, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetters, ReceiptHandle }));
      moved += 1;
    }
  }
  return moved;
}
