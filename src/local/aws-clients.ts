import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import type { Stack } from '../contracts/stack.js';

export interface LocalAwsClients {
  readonly s3: S3Client;
  /** Leaves out the checksum of a body that nobody has seen when a URL is signed. */
  readonly s3Presigning: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  close(): void;
}

/** Clients of a local stack, whatever account the environment is set to. */
export function createLocalAwsClients(aws: Stack['aws']): LocalAwsClients {
  const { region, endpoints, accessKeyId, secretAccessKey } = aws;
  const shared = { region, credentials: { accessKeyId, secretAccessKey } };
  const objects = { ...shared, endpoint: endpoints.s3, forcePathStyle: true };
  const clients = {
    s3: new S3Client(objects),
    s3Presigning: new S3Client({ ...objects, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    dynamodb: new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }),
    sns: new SNSClient({ ...shared, endpoint: endpoints.sns }),
    sqs: new SQSClient({ ...shared, endpoint: endpoints.sqs }),
  };
  return {
    ...clients,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
