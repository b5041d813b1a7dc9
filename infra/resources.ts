import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { DeploymentParameters } from './parameters/deployment-parameters.js';
import type { Buckets } from './storage/buckets.js';
import type { Topics } from './storage/topics.js';

/** What functions and workers are made of and for. */
export interface Resources {
  readonly buckets: Buckets;
  readonly table: Table;
  readonly topics: Topics;
  /** JSON with `address`, `namespace`, `apiKey`. */
  readonly temporal: ISecret;
  readonly parameters: DeploymentParameters;
}

/** The names by which functions and workers find this deployment (`src/config/aws-config.ts`). */
export function resourceEnvironment({ buckets, table, topics, parameters }: Resources): Record<string, string> {
  const { extraction, processing, recomposition, completion } = topics.byStage;
  return {
    UPREEL_SOURCE_BUCKET: buckets.source.bucketName,
    UPREEL_PROCESSED_BUCKET: buckets.processed.bucketName,
    UPREEL_FINAL_BUCKET: buckets.final.bucketName,
    UPREEL_TABLE: table.tableName,
    UPREEL_TOPIC_EXTRACTION: extraction.topicArn,
    UPREEL_TOPIC_PROCESSING: processing.topicArn,
    UPREEL_TOPIC_RECOMPOSITION: recomposition.topicArn,
    UPREEL_TOPIC_COMPLETION: completion.topicArn,
    UPREEL_DEFAULT_PRECISION: parameters.precision,
    ...(parameters.tracesEndpoint !== '' && { OTEL_EXPORTER_OTLP_ENDPOINT: parameters.tracesEndpoint }),
  };
}

const RETENTION = {
  '1': RetentionDays.ONE_DAY,
  '7': RetentionDays.ONE_WEEK,
  '14': RetentionDays.TWO_WEEKS,
  '30': RetentionDays.ONE_MONTH,
  '90': RetentionDays.THREE_MONTHS,
  '180': RetentionDays.SIX_MONTHS,
  '365': RetentionDays.ONE_YEAR,
} as const satisfies Record<DeploymentParameters['logDays'], RetentionDays>;

export function logRetention({ logDays }: Pick<DeploymentParameters, 'logDays'>): RetentionDays {
  return RETENTION[logDays];
}
