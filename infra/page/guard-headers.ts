import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { PAGE_HEADERS, pagePolicy, type PagePeers } from '../../src/contracts/page-policy.js';

/** The headers of the local front, and TLS for two years. */
export function createGuardHeaders(scope: Construct, peers: PagePeers): ResponseHeadersPolicy {
  const override = true;
  const securityHeadersBehavior: ResponseHeadersPolicyProps['securityHeadersBehavior'] = {
    contentSecurityPolicy: { contentSecurityPolicy: pagePolicy(peers), override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: HeadersFrameOption.DENY, override },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
    strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
  };
  const others = ['cross-origin-opener-policy', 'permissions-policy'] as const;
  return new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior,
    customHeadersBehavior: {
      customHeaders: others.map((header) => ({ header, value: PAGE_HEADERS[header], override })),
    },
  });
}
