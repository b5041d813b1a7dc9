import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListMultipartUploadsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';

import type { JobRow } from '../../contracts/job-row.js';
import type { Stack } from '../../contracts/stack.js';

/** The AWS side itself, past the proxy: what the harness sees is what is there. */
export interface Servers {
  readonly s3: S3Client;
  /** Never asks a second time by itself. */
  readonly s3Once: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly readRow: (jobId: string) => Promise<JobRow | null>;
  /** Every row there is. */
  readonly allRows: () => Promise<JobRow[]>;
  /** Keys below a prefix. */
  readonly keys: (bucket: string, prefix: string) => Promise<string[]>;
  readonly bytes: (bucket: string, key: string) => Promise<Uint8Array>;
  /** Keys of uploads in parts that nobody has ended. */
  readonly openUploads: (bucket: string) => Promise<string[]>;
  readonly close: () => void;
}

export type ServerAccess = Pick<Stack['aws'], 'region' | 'accessKeyId' | 'secretAccessKey' | 'endpoints'> & {
  readonly table: string;
};

/** A server that is just being killed is asked again: so often at most, within about a minute. */
const MAX_ATTEMPTS = 12;

export function connectServers({ region, accessKeyId, secretAccessKey, endpoints, table }: ServerAccess): Servers {
  const shared = { region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: MAX_ATTEMPTS };
  const objects = { ...shared, endpoint: endpoints.s3, forcePathStyle: true };
  const s3 = new S3Client(objects);
  const s3Once = new S3Client({ ...objects, maxAttempts: 1 });
  const sns = new SNSClient({ ...shared, endpoint: endpoints.sns });
  const sqs = new SQSClient({ ...shared, endpoint: endpoints.sqs });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }));
  return {
    s3,
    s3Once,
    sns,
    sqs,
    async readRow(jobId) {
      const request = { TableName: table, Key: { JobId: jobId }, ConsistentRead: true };
      const { Item } = await documents.send(new GetCommand(request));
      return (Item as JobRow | undefined) ?? null;
    },
    async allRows() {
      const rows: JobRow[] = [];
      const request = { TableName: table, ConsistentRead: true };
      for await (const { Items = [] } of paginateScan({ client: documents }, request))
        rows.push(...(Items as JobRow[]));
      return rows;
    },
    async keys(Bucket, Prefix) {
      const keys: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
        keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
      }
      return keys;
    },
    async bytes(Bucket, Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    async openUploads(Bucket) {
      const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
      return Uploads.map(({ Key }) => Key ?? '');
    },
    close() {
      for (const client of [s3, s3Once, sns, sqs, documents]) client.destroy();
    },
  };
}
