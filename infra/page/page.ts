import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  type DistributionProps,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';
import type { Resources } from '../resources.js';
import { createGuardHeaders } from './guard-headers.js';
import { publishPage } from './publish-page.js';

interface Props extends Pick<Resources, 'buckets' | 'parameters'> {
  /** Where the API answers. */
  readonly api: string;
}

const ACCEPTED = [
  { id: 'AwsSolutions-S1', reason: 'It holds the files of the page, which are the same for everybody.' },
  { id: 'AwsSolutions-CFR1', reason: 'Who may come in is a matter of tokens, not of countries.' },
  { id: 'AwsSolutions-CFR2', reason: 'Files that nobody can change; a firewall would cost more than everything else.' },
  {
    id: 'AwsSolutions-CFR3',
    reason: 'Files that are the same for everybody; calls of the API have a log of their own.',
  },
];

/** The page: a private bucket that CloudFront alone reads. */
export class Page extends Construct {
  constructor(scope: Construct, id: string, { buckets, parameters, api }: Props) {
    super(scope, id);
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Every deployment brings all of it again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const responseHeadersPolicy = createGuardHeaders(this, {
      objects: [buckets.source, buckets.final].map((store) => `https://${store.bucketRegionalDomainName}`),
      calls: [api, new URL(parameters.jwtIssuer).origin, ...parameters.signInOrigins],
    });
    const distribution = new Distribution(this, 'Distribution', {
      ...nameOf(this, parameters),
      comment: 'The page of Upreel',
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Without the right to list, S3 says 403 for what is not there. Any address shows the page.
      errorResponses: [403, 404].map((httpStatus) => ({
        httpStatus,
        responseHttpStatus: 200,
        responsePagePath: '/index.html',
        ttl: Duration.minutes(1),
      })),
    });
    for (const finding of [...ACCEPTED, ...withoutName(parameters)]) {
      Validations.of(finding.id === 'AwsSolutions-S1' ? bucket : distribution).acknowledge(finding);
    }
    publishPage(this, { bucket, parameters, api });
    const domain = parameters.pageDomain === '' ? distribution.distributionDomainName : parameters.pageDomain;
    new CfnOutput(this, 'Url', { value: `https://${domain}`, description: 'The page' });
    new CfnOutput(this, 'Name', {
      value: distribution.distributionDomainName,
      description: 'Where the name of the page has to point to',
    });
  }
}

type Named = Pick<DistributionProps, 'domainNames' | 'certificate' | 'minimumProtocolVersion'>;

function nameOf(scope: Construct, { pageDomain, pageCertificate }: DeploymentParameters): Named {
  if (pageDomain === '') return {};
  return {
    domainNames: [pageDomain],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', pageCertificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
}

function withoutName({ pageDomain }: DeploymentParameters) {
  if (pageDomain !== '') return [];
  const reason = 'Under its own names CloudFront chooses the versions of TLS; pageDomain brings TLS 1.2 at least.';
  return [{ id: 'AwsSolutions-CFR4', reason }];
}
