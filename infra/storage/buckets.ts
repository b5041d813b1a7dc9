import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { JOBS_PREFIX } from '../../src/contracts/object-keys.js';
import { originsOf } from '../page/origins-of.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

const ACCESS_LOG_DAYS = 90;

/**
 * S3 counts from an object's making, not from its job's end: only past the longest that a job may take is nothing
 * removed under its hands.
 */
const LONGEST_JOB_DAYS = 14;

const ABANDONED_PARTS: LifecycleRule = {
  id: 'abandoned-multipart-uploads',
  // As long as a presigned upload may take.
  abortIncompleteMultipartUploadAfter: Duration.days(7),
};

type Props = Pick<
  DeploymentParameters,
  'allowedOrigins' | 'pageDomain' | 'intermediateDays' | 'replacedSourceDays' | 'keepData'
>;

/** Source, processed and final bucket: encrypted, over TLS only, never public. */
export class Buckets extends Construct {
  readonly source: Bucket;
  readonly processed: Bucket;
  readonly final: Bucket;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const keep = props.keepData === 'yes';
    const shared: BucketProps = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const logs = new Bucket(this, 'AccessLogs', {
      ...shared,
      lifecycleRules: [{ id: 'old-logs', expiration: Duration.days(ACCESS_LOG_DAYS) }],
    });
    const logged = (prefix: string) => ({ serverAccessLogsBucket: logs, serverAccessLogsPrefix: `${prefix}/` });
    const data = { ...shared, removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY };

    this.source = new Bucket(this, 'Source', {
      ...data,
      ...logged('source'),
      // A job reads the upload that started it, whatever is put at its key later.
      versioned: true,
      lifecycleRules: [
        ABANDONED_PARTS,
        { id: 'replaced-uploads', noncurrentVersionExpiration: Duration.days(props.replacedSourceDays) },
      ],
      cors: [corsRule(originsOf(props), [HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD])],
    });
    this.processed = new Bucket(this, 'Processed', {
      ...data,
      lifecycleRules: [
        ABANDONED_PARTS,
        {
          id: 'intermediates',
          prefix: JOBS_PREFIX,
          expiration: Duration.days(LONGEST_JOB_DAYS + props.intermediateDays),
        },
      ],
    });
    Validations.of(this.processed).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only roles of this stack reach it, and a log line a segment would outweigh what it tells.',
    });
    this.final = new Bucket(this, 'Final', {
      ...data,
      ...logged('final'),
      lifecycleRules: [ABANDONED_PARTS],
      cors: [corsRule(originsOf(props), [HttpMethods.GET, HttpMethods.HEAD])],
    });
  }
}

/** Presigned URLs are what lets a page in; the origin alone lets nobody. */
function corsRule(allowedOrigins: string[], allowedMethods: HttpMethods[]) {
  return { allowedOrigins, allowedMethods, allowedHeaders: ['*'], exposedHeaders: ['ETag'], maxAge: 3_000 };
}
