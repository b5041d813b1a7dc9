import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';

/** A connection that moves nothing for this long is dead; the SDK then tries again. */
const REQUEST_HANDLER = { connectionTimeout: 5_000, socketTimeout: 120_000 };

/** Region, credentials and endpoints are found by the SDK itself, in its own standard variables and files. */
export function createAwsClients(options: { readonly s3PathStyle: boolean }): AwsClients {
  const shared = { requestHandler: REQUEST_HANDLER };
  return {
    s3: new S3Client({ ...shared, forcePathStyle: options.s3PathStyle }),
    // A checksum of the body would be signed into a URL whose body nobody has seen yet.
    s3Presigning: new S3Client({
      ...shared,
      forcePathStyle: options.s3PathStyle,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    }),
    dynamodb: new DynamoDBClient(shared),
    sns: new SNSClient(shared),
  };
}

export interface AwsClients {
  readonly s3: S3Client;
  readonly s3Presigning: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sns: SNSClient;
}
