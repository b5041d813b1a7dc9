import {
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

import type { Stack } from '../contracts/stack.js';

/** Pages of this machine may upload with the URLs they were given, and read results. */
const CORS_RULES = [
  {
    AllowedOrigins: ['http://127.0.0.1:*', 'http://localhost:*'],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
  },
];

/** Idempotent. `versions`: the store keeps overwritten sources, so that a job reads the upload that started it. */
export async function prepareBuckets(s3: S3Client, buckets: Stack['buckets'], versions: boolean): Promise<void> {
  await Promise.all(Object.values(buckets).map((bucket) => createBucket(s3, bucket)));
  if (!versions) return;
  await Promise.all([
    s3.send(new PutBucketVersioningCommand({ Bucket: buckets.source, VersioningConfiguration: { Status: 'Enabled' } })),
    ...[buckets.source, buckets.final].map((bucket) =>
      s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: CORS_RULES } })),
    ),
  ]);
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    const { name } = error as Error;
    if (name !== 'BucketAlreadyOwnedByYou' && name !== 'BucketAlreadyExists') throw error;
  }
}
