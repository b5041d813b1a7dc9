import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { OPTION_METADATA_PREFIX } from '../../contracts/job-options.js';
import { sourceKey } from '../../contracts/object-keys.js';
import type { ChaosClip } from './chaos-clips.js';

export interface UploadDeps {
  readonly s3: S3Client;
  /** Asks once: a file put twice is two uploads. */
  readonly s3Once: S3Client;
  readonly sqs: SQSClient;
  readonly sourceBucket: string;
  /** URL of the queue that start-job reads. */
  readonly eventsQueue: string;
}

export interface Upload {
  readonly jobId: string;
  readonly key: string;
}

/** Where a file goes: under a fresh id, since one that was perhaps stored must not be stored again. */
export function placeUpload({ name }: Pick<ChaosClip, 'name'>): Upload {
  const jobId = randomUUID();
  return { jobId, key: sourceKey('anime', jobId, name) };
}

/** Whether S3 has the file: where it did not say so, it is asked. */
export async function putUpload(deps: UploadDeps, clip: ChaosClip, { key }: Upload): Promise<boolean> {
  const { s3, s3Once, sourceBucket: Bucket } = deps;
  const options = Object.entries(clip.options).map(([name, value]) => [OPTION_METADATA_PREFIX + name, value]);
  const Metadata = Object.fromEntries(options) as Record<string, string>;
  const Body = await readFile(clip.path);
  try {
    await s3Once.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: clip.contentType, Metadata }));
    return true;
  } catch {
    return s3.send(new HeadObjectCommand({ Bucket, Key: key })).then(
      () => true,
      () => false,
    );
  }
}

/** Tells the queue of an upload so many times more, all at once. */
export async function deliverAgain({ s3, sqs, ...deps }: UploadDeps, { key }: Upload, times: number): Promise<void> {
  const Bucket = deps.sourceBucket;
  const { ETag = '', ContentLength = 0, VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key: key }));
  const object = { key, size: ContentLength, eTag: ETag.replaceAll('"', ''), versionId: VersionId };
  const record = { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: { bucket: { name: Bucket }, object } };
  const MessageBody = JSON.stringify({ Records: [record] });
  await Promise.all(
    Array.from({ length: times }, () => sqs.send(new SendMessageCommand({ QueueUrl: deps.eventsQueue, MessageBody }))),
  );
}
