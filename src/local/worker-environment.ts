import { join } from 'node:path';

import type { Stack } from '../contracts/stack.js';
import type { DataPaths } from './data-paths.js';

/** No lifecycle rule does it here. */
const INTERMEDIATE_DAYS = 7;

/** What a stack's address list has before its processes run. */
export type StackAddresses = Omit<Stack, 'pids'>;

/** The settings by which a worker finds its stack. */
export function workerEnvironment(role: string, stack: StackAddresses, paths: DataPaths): Record<string, string> {
  const { temporal, aws, buckets, topics, metrics } = stack;
  const metricsAt = metrics[role];
  return {
    UPREEL_TEMPORAL_ADDRESS: temporal.address,
    UPREEL_TEMPORAL_NAMESPACE: temporal.namespace,
    AWS_ENDPOINT_URL_S3: aws.endpoints.s3,
    AWS_ENDPOINT_URL_SNS: aws.endpoints.sns,
    AWS_ENDPOINT_URL_SQS: aws.endpoints.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: aws.endpoints.dynamodb,
    AWS_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
    UPREEL_S3_PATH_STYLE: 'true',
    UPREEL_SOURCE_BUCKET: buckets.source,
    UPREEL_PROCESSED_BUCKET: buckets.processed,
    UPREEL_FINAL_BUCKET: buckets.final,
    UPREEL_TABLE: stack.table,
    UPREEL_TOPIC_EXTRACTION: topics.extraction,
    UPREEL_TOPIC_PROCESSING: topics.processing,
    UPREEL_TOPIC_RECOMPOSITION: topics.recomposition,
    UPREEL_TOPIC_COMPLETION: topics.completion,
    UPREEL_REMOVE_INTERMEDIATES_AFTER_DAYS: String(INTERMEDIATE_DAYS),
    ...(metricsAt !== undefined && { UPREEL_METRICS_ADDRESS: new URL(metricsAt).host }),
    UPREEL_WORKER_NAME: role,
    UPREEL_WORK_DIR: join(paths.work, role),
  };
}
