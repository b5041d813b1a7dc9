interface Uploaded {
  readonly bucket: string;
  readonly key: string;
  readonly eTag?: string;
  readonly versionId?: string | null;
  readonly sizeBytes?: number;
  readonly eventName?: string;
}

/** A notification as S3 sends it (event version 2.1). */
export function s3Event(...objects: readonly Uploaded[]) {
  return { Records: objects.map(record) };
}

function record({
  bucket,
  key,
  eTag = 'd41d8cd98f00b204e9800998ecf8427e',
  versionId,
  sizeBytes = 7,
  eventName,
}: Uploaded) {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: '2026-01-01T00:00:00.000Z',
    eventName: eventName ?? 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:AROAEXAMPLE:me' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'uploads',
      bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: encodeEventKey(key),
        size: sizeBytes,
        eTag,
        ...(versionId != null && { versionId }),
        sequencer: '0055AED6DCD90281E5',
      },
    },
  };
}

/** As S3 codes keys in events: as forms are, slashes kept. */
export function encodeEventKey(key: string): string {
  return new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
}

/** What S3 sends when a notification is set up. */
export const S3_TEST_EVENT = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-01-01T00:00:00.000Z',
  Bucket: 'source',
  RequestId: '5582815E1AEA5ADF',
  HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE',
};

/** An SQS batch as Lambda receives it; message ids are `m0`, `m1`, … */
export function sqsEvent(...bodies: readonly unknown[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1545082649183' },
      messageAttributes: {},
      md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:upreel-events',
      awsRegion: 'us-east-1',
    })),
  };
}
