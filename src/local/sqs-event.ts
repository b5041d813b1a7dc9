import type { Message } from '@aws-sdk/client-sqs';

/** What Lambda's event-source mapping hands to a function for messages of a queue. */
export interface SqsEvent {
  readonly Records: readonly SqsEventRecord[];
}

interface SqsEventRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, never>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** What the function may answer; nothing means that all went well. */
export interface SqsBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export function toSqsEvent(messages: readonly Message[], queueArn: string): SqsEvent {
  const [, , , region = ''] = queueArn.split(':');
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId ?? '',
      receiptHandle: message.ReceiptHandle ?? '',
      body: message.Body ?? '',
      attributes: { ...message.Attributes },
      messageAttributes: {},
      md5OfBody: message.MD5OfBody ?? '',
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  };
}

/** Those that the function did not handle; all, when it names one that it was not given, as Lambda has it. */
export function failedMessages(event: SqsEvent, response: SqsBatchResponse | null | undefined): ReadonlySet<string> {
  const given = new Set(event.Records.map((record) => record.messageId));
  const failed = new Set((response?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  return [...failed].every((id) => given.has(id)) ? failed : given;
}
