import { FailureType, UpreelError } from '../contracts/failures.js';
import type { Topic } from '../contracts/job-message.js';

/**
 * Names of this deployment's resources. Region, credentials and endpoints are the SDK's own business: it reads
 * AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL_S3, …
 */
export interface AwsConfig {
  /** S3 servers on localhost have no name for each bucket. */
  readonly s3PathStyle: boolean;
  readonly buckets: { readonly source: string; readonly processed: string; readonly final: string };
  readonly table: string;
  /** ARNs. */
  readonly topics: Readonly<Record<Topic, string>>;
}

/** @throws UpreelError `InvalidInput` naming every variable that is missing */
export function loadAwsConfig(env: NodeJS.ProcessEnv = process.env): AwsConfig {
  const missing: string[] = [];
  const required = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') missing.push(name);
    return value;
  };
  const config: AwsConfig = {
    s3PathStyle: env.UPREEL_S3_PATH_STYLE === 'true',
    buckets: {
      source: required('UPREEL_SOURCE_BUCKET'),
      processed: required('UPREEL_PROCESSED_BUCKET'),
      final: required('UPREEL_FINAL_BUCKET'),
    },
    table: required('UPREEL_TABLE'),
    topics: {
      extraction: required('UPREEL_TOPIC_EXTRACTION'),
      processing: required('UPREEL_TOPIC_PROCESSING'),
      recomposition: required('UPREEL_TOPIC_RECOMPOSITION'),
      completion: required('UPREEL_TOPIC_COMPLETION'),
    },
  };
  if (missing.length > 0) {
    throw new UpreelError(FailureType.InvalidInput, `The environment lacks ${missing.join(', ')}.`);
  }
  return config;
}
