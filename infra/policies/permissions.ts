import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** A bucket's keys that begin with one of some prefixes. */
interface Keys {
  readonly bucket: Bucket;
  readonly prefixes: readonly string[];
}

export function readObjects(keys: Keys): PolicyStatement {
  return onObjects(keys, ['s3:GetObject', 's3:GetObjectVersion']);
}

/** Also by parts; a transfer that breaks off takes its parts away. */
export function writeObjects(keys: Keys): PolicyStatement {
  return onObjects(keys, ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts']);
}

export function removeObjects(keys: Keys): PolicyStatement {
  return onObjects(keys, ['s3:DeleteObject']);
}

/** Without it S3 answers 403 instead of 404 for a key that is not there; a condition on prefixes would bring that back. */
export function listBucket(...buckets: readonly Bucket[]): PolicyStatement {
  return new PolicyStatement({ actions: ['s3:ListBucket'], resources: buckets.map(({ bucketArn }) => bucketArn) });
}

export function onTable(table: Table, actions: readonly `dynamodb:${string}`[]): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [table.tableArn] });
}

export function queryIndex(table: Table, index: string): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${index}`] });
}

export function readSecret(secret: ISecret): PolicyStatement {
  // The name is all that is known of a secret made before the stack; its ARN ends in six characters of AWS's choice.
  return new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [`${secret.secretArn}-??????`] });
}

function onObjects({ bucket, prefixes }: Keys, actions: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)) });
}
