import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { flattenReference } from '../../infra/policies/flatten-reference.js';
import { createTestApp, resourcesOf, synthesise } from './synthesise.js';

const TOKENS = { auth: 'jwt', jwtIssuer: 'https://id.example/pool', jwtAudience: 'web,cli' };
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1f2e';

const { app, stack } = createTestApp({
  ...TOKENS,
  signInOrigins: 'https://tokens.example',
  temporalUi: 'https://cloud.example/namespaces/n',
});
const template = Template.fromStack(stack);

function only(type: string) {
  const [found = {}] = Object.values(resourcesOf(template, type));
  return found;
}

/** What the deployment brings into the bucket, in its order. */
function published() {
  const { directory } = app.synth();
  return Object.values(resourcesOf(template, 'Custom::CDKBucketDeployment')).map((deployment) => ({
    names: (deployment.SourceObjectKeys as readonly string[]).flatMap((key) =>
      readdirSync(join(directory, `asset.${key.replace(/\.zip$/, '')}`)),
    ),
    below: deployment.DestinationBucketKeyPrefix,
    cacheControl: (deployment.SystemMetadata as Record<string, unknown>)['cache-control'],
  }));
}

describe('the page', () => {
  it('is where the API takes tokens, and nowhere else', () => {
    const countOf = (given: Record<string, string>) =>
      Object.keys(resourcesOf(synthesise(given), 'AWS::CloudFront::Distribution')).length;
    expect([countOf({}), countOf(TOKENS), countOf({ ...TOKENS, page: 'no' })]).toEqual([0, 1, 0]);
  });

  it('lies in a private bucket that this distribution alone may read, and is sent over TLS', () => {
    const [distribution = ''] = Object.keys(resourcesOf(template, 'AWS::CloudFront::Distribution'));
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: {
              StringEquals: { 'AWS:SourceArn': { 'Fn::Join': ['', Match.arrayWith([{ Ref: distribution }])] } },
            },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { OriginAccessControlOriginType: 's3', SigningBehavior: 'always' },
    });
    expect(only('AWS::CloudFront::Distribution')).toMatchObject({
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: ['GET', 'HEAD'] },
        Origins: [
          { S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: expect.anything() as unknown },
        ],
      },
    });
  });

  it('has the policy of the local one: nothing but its own files, and data to S3, the API and the issuer', () => {
    const { ResponseHeadersPolicyConfig: config } = only('AWS::CloudFront::ResponseHeadersPolicy') as {
      readonly ResponseHeadersPolicyConfig: { readonly SecurityHeadersConfig: Record<string, Record<string, unknown>> };
    };
    const { ContentSecurityPolicy, StrictTransportSecurity } = config.SecurityHeadersConfig;
    const policy = flattenReference(ContentSecurityPolicy?.ContentSecurityPolicy).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'"]));
    const stores = String.raw`https://<BucketsSource\w+\.RegionalDomainName> https://<BucketsFinal\w+\.RegionalDomainName>`;
    const [calls = ''] = policy.filter((directive) => directive.startsWith('connect-src'));
    expect(calls).toMatch(
      new RegExp(
        `^connect-src 'self' ${stores} <FrontDoor\\w+\\.ApiEndpoint> https://id.example https://tokens.example$`,
      ),
    );
    expect(policy.join()).not.toMatch(/unsafe|\*/);
    expect(StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 2 * 365 * 86_400 });
  });

  it('brings the built files, kept for ever, before what names them, asked for each time', () => {
    const assets = readdirSync(join(import.meta.dirname, '../../dist/web/assets'));
    expect(published()).toEqual([
      { names: assets, below: 'assets/', cacheControl: 'public, max-age=31536000, immutable' },
      { names: ['index.html', 'settings.json'], below: undefined, cacheControl: 'no-cache' },
    ]);
  });

  it('is told where the API is and how to sign in, and no secret', () => {
    const { directory } = app.synth();
    const [settings = ''] = readdirSync(directory)
      .map((name) => join(directory, name, 'settings.json'))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'utf8'));
    expect(JSON.parse(settings)).toEqual({
      // The marker is replaced by the address when it is known.
      api: expect.stringContaining('marker') as unknown,
      signIn: { issuer: 'https://id.example/pool', clientId: 'web', scope: 'openid', token: 'access' },
      temporalUi: 'https://cloud.example/namespaces/n',
      models: null,
    });
  });
});

it('a page with a name of its own speaks TLS 1.2 at least, and its name may call and upload', () => {
  const named = synthesise({
    ...TOKENS,
    pageDomain: 'video.example',
    pageCertificate: CERTIFICATE,
    allowedOrigins: 'https://other.example',
  });
  named.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['video.example'],
      ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
  const origins = ['https://other.example', 'https://video.example'];
  named.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: Match.objectLike({ AllowOrigins: origins, AllowHeaders: Match.arrayWith(['authorization']) }),
  });
  const rules = Object.values(resourcesOf(named, 'AWS::S3::Bucket')).flatMap(
    ({ CorsConfiguration }) =>
      (CorsConfiguration as { CorsRules: { AllowedOrigins: unknown }[] } | undefined)?.CorsRules ?? [],
  );
  expect(rules.map(({ AllowedOrigins }) => AllowedOrigins)).toEqual([origins, origins]);
});
