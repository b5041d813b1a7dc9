import { failedMessages, toSqsEvent } from '../../src/local/sqs-event.js';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:upreel-events';
const event = toSqsEvent(
  ['a', 'b'].map((id) => ({
    MessageId: id,
    ReceiptHandle: `receipt-${id}`,
    Body: `body ${id}`,
    MD5OfBody: 'md5',
    Attributes: { ApproximateReceiveCount: '1' },
  })),
  ARN,
);

it('has the form in which Lambda gets messages', () => {
  expect(event.Records[0]).toEqual({
    messageId: 'a',
    receiptHandle: 'receipt-a',
    body: 'body a',
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    md5OfBody: 'md5',
    eventSource: 'aws:sqs',
    eventSourceARN: ARN,
    awsRegion: 'us-east-1',
  });
});

it.each([
  ['nothing', null, []],
  ['no answer', undefined, []],
  ['no failures', { batchItemFailures: [] }, []],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ['a message that was not given', { batchItemFailures: [{ itemIdentifier: 'z' }] }, ['a', 'b']],
])('takes %s as Lambda does', (_, response, failed) => {
  expect([...failedMessages(event, response)]).toEqual(failed);
});
