import { join } from 'node:path';
import { IgnoreMode, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { CACHE_HASHED, CACHE_NOTHING_UNASKED, HASHED_FILES } from '../../src/contracts/page-policy.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';
import { logRetention } from '../resources.js';
import { pageSettings } from './page-settings.js';

/** Where `npm run build` leaves the page. */
const BUILT = join(import.meta.dirname, '../../dist/web');

interface Request {
  readonly bucket: Bucket;
  readonly parameters: DeploymentParameters;
  readonly api: string;
}

/** Puts the built page and its settings into the bucket, at every deployment. Nothing has to be taken out of a cache: see CACHE_*. */
export function publishPage(scope: Construct, { bucket, parameters, api }: Request): void {
  const logGroup = new LogGroup(scope, 'PublishLogs', {
    retention: logRetention(parameters),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'PublishRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  const shared = {
    destinationBucket: bucket,
    logGroup,
    role,
    memoryLimit: 512,
    // A page that is open still asks for the files that it was made of.
    prune: false,
    // The bucket goes with the stack, and only an empty one can.
    retainOnDelete: false,
  };
  const files = new BucketDeployment(scope, 'Assets', {
    ...shared,
    sources: [Source.asset(join(BUILT, HASHED_FILES))],
    destinationKeyPrefix: HASHED_FILES,
    cacheControl: [CacheControl.fromString(CACHE_HASHED)],
  });
  const root = new BucketDeployment(scope, 'Root', {
    ...shared,
    sources: [
      Source.asset(BUILT, { exclude: [HASHED_FILES], ignoreMode: IgnoreMode.GIT }),
      Source.jsonData('settings.json', pageSettings(parameters, api)),
    ],
    cacheControl: [CacheControl.fromString(CACHE_NOTHING_UNASKED)],
  });
  // The page never names a file that is not there yet.
  root.node.addDependency(files);
  const [publisher] = scope.node.root.node
    .findAll()
    .filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  if (publisher !== undefined) {
    Validations.of(publisher).acknowledge({
      id: 'AwsSolutions-L1',
      reason: "The CDK's own function, with the version of Python that the CDK tries it with.",
    });
  }
}
